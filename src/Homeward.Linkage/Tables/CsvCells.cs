using System.Text;

namespace Homeward.Linkage;

/// <summary>
/// The cells of a CSV text, row by row. A cell is good until the next one is asked for: most are not copied but read where
/// they stand in the buffer.
/// </summary>
internal sealed class CsvCells(TextReader reader)
{
    private readonly StringBuilder quoted = new();
    private char[] buffer = new char[1 << 16];
    private int length;
    private int at;
    private long passedBefore;
    private bool rowEnded = true;

    /// <summary>What stands between cells.</summary>
    internal char Separator { get; private set; } = ',';

    /// <summary>How many letters of the text have been passed.</summary>
    internal long Passed => passedBefore + at;

    /// <summary>Reads the first row and chooses the separator by it.</summary>
    internal string[] Headings()
    {
        var line = FirstLine();
        if (line.IsWhiteSpace())
        {
            throw new InvalidDataException("The file is empty. The first row must hold the headings.");
        }

        var (most, separators) = (-1, ",;\t|");
        foreach (var separator in separators)
        {
            if (line.Count(separator) is var count && count > most)
            {
                (most, Separator) = (count, separator);
            }
        }

        var headings = new List<string>();
        NextRow();
        while (NextCell(out var heading))
        {
            var name = heading.Trim().ToString();
            headings.Add(name.Length == 0 ? $"column {headings.Count + 1}" : name);
        }

        if (headings.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InvalidDataException($"The heading \"{twice.Key}\" stands over two columns. Give each column a name of its own.");
        }

        return [.. headings];
    }

    // Passes the byte order mark and looks as far ahead as the first line goes.
    private ReadOnlySpan<char> FirstLine()
    {
        at += Peek() == '\uFEFF' ? 1 : 0;
        while (buffer.AsSpan(at, length - at).IndexOfAny('\r', '\n') < 0 && ReadOn()) { }

        var rest = buffer.AsSpan(at, length - at);
        return rest.IndexOfAny('\r', '\n') is >= 0 and var end ? rest[..end] : rest;
    }

    /// <summary>Goes to the next row that is not blank; false at the end.</summary>
    internal bool NextRow()
    {
        while (!rowEnded)
        {
            NextCell(out _);
        }

        while (Peek() is '\r' or '\n')
        {
            at++;
        }

        rowEnded = Peek() < 0;
        return !rowEnded;
    }

    /// <summary>The next cell of the row; false when the row has no more.</summary>
    internal bool NextCell(out ReadOnlySpan<char> value)
    {
        value = default;
        if (rowEnded)
        {
            return false;
        }

        value = Peek() == '"' ? Quoted() : Plain();

        // The end of a row is passed over when the next row is asked for, because reading on may move what the cell is read from.
        rowEnded = at == length || buffer[at] != Separator;
        at += rowEnded ? 0 : 1;
        return true;
    }

    private ReadOnlySpan<char> Plain()
    {
        for (var known = 0; ;)
        {
            var end = buffer.AsSpan(at + known, length - at - known).IndexOfAny(Separator, '\r', '\n');
            known = end >= 0 ? known + end : length - at;
            if (end >= 0 || !ReadOn())
            {
                at += known;
                return buffer.AsSpan(at - known, known);
            }
        }
    }

    private ReadOnlySpan<char> Quoted()
    {
        quoted.Clear();
        at++;
        while (Peek() >= 0)
        {
            var rest = buffer.AsSpan(at, length - at);
            var end = rest.IndexOf('"');
            quoted.Append(end < 0 ? rest : rest[..end]);
            at += end < 0 ? rest.Length : end + 1;
            if (end < 0)
            {
                continue;
            }

            if (Peek() != '"')
            {
                // What follows a closing quote belongs to the cell, so that a careless quote loses nothing.
                return quoted.Append(Plain()).ToString();
            }

            quoted.Append('"');
            at++;
        }

        throw new InvalidDataException("A quote that opens a cell is never closed. Close it, or remove it.");
    }

    private int Peek() => at < length || ReadOn() ? buffer[at] : -1;

    // Keeps what has not been passed yet at the front, and doubles the buffer for a cell that fills it.
    private bool ReadOn()
    {
        buffer.AsSpan(at, length - at).CopyTo(buffer);
        passedBefore += at;
        (length, at) = (length - at, 0);
        if (length == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var read = reader.Read(buffer, length, buffer.Length - length);
        length += read;
        return read > 0;
    }
}
