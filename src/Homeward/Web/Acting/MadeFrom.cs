using System.Security.Cryptography;
using System.Text;
using Homeward.Domain;

namespace Homeward.Web.Acting;

/// <summary>
/// Ids worked out from the one id a form carries, so that sending the form twice asks for the very same thing twice:
/// the same record, the same person, the same code on the wristband.
/// </summary>
public static class MadeFrom
{
    /// <summary>The id of one thing a form makes.</summary>
    public static Guid Of(Guid form, string what) =>
        new(SHA256.HashData([.. form.ToByteArray(), .. Encoding.UTF8.GetBytes(what)]).AsSpan(0, 16));

    /// <summary>The id of one thing a form makes.</summary>
    public static Id<T> Id<T>(Guid form, string what) => new(Of(form, what));
}
