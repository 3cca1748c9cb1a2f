using System.Security.Cryptography;
using System.Xml.Linq;
using Homeward.Journal;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Homeward.Access;

/// <summary>
/// The keys that sign cookies and forms lie in the data folder, each wrapped under the installation key: whoever copies the
/// folder without that key can forge nothing.
/// </summary>
public static class SessionKeys
{
    public static void AddSessionKeys(this IServiceCollection services, DataFolder folder, InstallationKey installation)
    {
        var place = new DirectoryInfo(folder.Sessions);
        services.AddDataProtection().SetApplicationName("Homeward").PersistKeysToFileSystem(place);
        services.AddSingleton(new Wrapping(installation));
        services.Configure<KeyManagementOptions>(options => options.XmlEncryptor = new Encryptor(new Wrapping(installation)));
    }

    /// <summary>AES-256-GCM under a key made from the installation key for this purpose only.</summary>
    public sealed class Wrapping(InstallationKey installation)
    {
        private static readonly byte[] About = "homeward session key"u8.ToArray();

        private readonly byte[] key = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, installation.Bytes.ToArray(), Sealing.KeyLength, info: "homeward session keys"u8.ToArray());

        public byte[] Wrap(ReadOnlySpan<byte> clear) => Sealing.Seal(key, clear, About);

        public byte[] Unwrap(ReadOnlySpan<byte> wrapped) => Sealing.Open(key, wrapped, About);
    }

    private sealed class Encryptor(Wrapping wrapping) : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
            new XElement("wrapped", Convert.ToBase64String(wrapping.Wrap(System.Text.Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting))))),
            typeof(Decryptor));
    }

    /// <summary>Made by Data Protection, by the name it finds in the key file.</summary>
    public sealed class Decryptor(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) =>
            XElement.Parse(System.Text.Encoding.UTF8.GetString(
                services.GetRequiredService<Wrapping>().Unwrap(Convert.FromBase64String(encryptedElement.Value))));
    }
}
