namespace Homeward.Journal;

/// <summary>What an appended entry clashed with.</summary>
public enum Clash
{
    /// <summary>Its stream already has an event of that version: somebody else was first.</summary>
    StreamVersion,

    /// <summary>An event of that command with that ordinal is already kept: this is a retry, or an id used twice.</summary>
    Command,

    /// <summary>The key of its record has been destroyed, so nothing more can be sealed under it.</summary>
    DestroyedRecord,
}

/// <summary>The batch was refused because of what the journal already holds. Nothing of it was kept.</summary>
public sealed class JournalConflictException : Exception
{
    internal JournalConflictException(Clash clash, NewEntry entry)
        : base(clash switch
        {
            Clash.StreamVersion => $"Stream {entry.Stream} already has version {entry.Version}. Nothing of the batch was kept.",
            Clash.Command => $"Command {entry.Command} already has its event {entry.Ordinal}. Nothing of the batch was kept.",
            _ => $"The key of record {entry.Record} has been destroyed, so nothing more can be kept about it. Nothing of the batch was kept.",
        })
    {
        Clash = clash;
        Entry = entry;
    }

    /// <summary>What the entry clashed with.</summary>
    public Clash Clash { get; }

    /// <summary>The first entry of the batch that clashed.</summary>
    public NewEntry Entry { get; }
}

/// <summary>Why the journal cannot keep anything just now.</summary>
public enum Unavailable
{
    /// <summary>The disk is full.</summary>
    Full,

    /// <summary>Another program holds the file.</summary>
    Locked,

    /// <summary>The disk failed to read, write or sync.</summary>
    InputOutput,

    /// <summary>The file may not be written.</summary>
    ReadOnly,

    /// <summary>Another program wrote to the journal behind our back. It must be opened and read again.</summary>
    WrittenByAnother,

    /// <summary>The file is damaged. Run <c>homeward verify</c>.</summary>
    Damaged,
}

/// <summary>The batch could not be made durable. Nothing of it was kept, and it may be appended again later.</summary>
public sealed class JournalUnavailableException : Exception
{
    internal JournalUnavailableException(Unavailable reason, string message, Exception? cause = null)
        : base(message, cause) => Reason = reason;

    /// <summary>Why.</summary>
    public Unavailable Reason { get; }
}

/// <summary>A row of the journal is not what was written. Nothing from it onwards can be trusted.</summary>
public sealed class JournalDamagedException : Exception
{
    internal JournalDamagedException(long position, string message)
        : base($"Row {position}: {message} Run \"homeward verify\", and restore from a backup.") => Position = position;

    /// <summary>The first row that is wrong, as far as reading got.</summary>
    public long Position { get; }
}

/// <summary>A key is missing or does not open what it should. The message says which, and what to do.</summary>
public sealed class KeyRefusedException : Exception
{
    internal KeyRefusedException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
