using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Homeward.Journal;

/// <summary>Files and folders that are there after a power cut. A new name in a folder is durable only once the folder is synced too.</summary>
internal static class DurableFile
{
    /// <summary>Writes a file so that after a power cut it is there whole, or as it was before.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var making = $"{path}.{Guid.NewGuid():N}";
        using (var file = new FileStream(making, FileMode.CreateNew, FileAccess.Write))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        Replace(making, path);
    }

    /// <summary>Puts a new file in place of an old one: after a power cut there is one or the other, whole.</summary>
    public static void Replace(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        SyncFolder(Path.GetDirectoryName(Path.GetFullPath(to))!);
    }

    /// <summary>Makes the names in a folder durable. Windows does that by itself and has no call for it.</summary>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = NativeMethods.Open(folder, 0);
        if (descriptor < 0)
        {
            throw new IOException($"Cannot open {folder} to make it durable.", new Win32Exception(Marshal.GetLastPInvokeError()));
        }

        try
        {
            if (NativeMethods.Sync(descriptor) != 0)
            {
                throw new IOException($"Cannot make {folder} durable.", new Win32Exception(Marshal.GetLastPInvokeError()));
            }
        }
        finally
        {
            _ = NativeMethods.Close(descriptor);
        }
    }

    // .NET opens no folders, so these three come from the C library.
    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "open", SetLastError = true)]
        public static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        public static extern int Sync(int descriptor);

        [DllImport("libc", EntryPoint = "close", SetLastError = true)]
        public static extern int Close(int descriptor);
    }
}
