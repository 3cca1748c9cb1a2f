using System.Text;

namespace Homeward.Linkage;

/// <summary>The cells of a CSV text, row by row. A cell is good until the next one is asked for.</summary>
internal sealed class CsvCells(TextReader reader)
{
    private readonly char[] buffer = new char[1 << 16];
    private readonly StringBuilder quoted = new();
    private char[] cell = new char[256];
    private int length;
    private int at;
    private bool rowEnded = true;

    /// <summary>What stands between cells.</summary>
    internal char Separator { get; private set; } = ',';

    /// <summary>Reads the first row and chooses the separator by it.</summary>
    internal string[] Headings()
    {
        var line = reader.ReadLine()?.TrimStart('\uFEFF');
        if (string.IsNullOrWhiteSpace(line))
        {
            throw new InvalidDataException("The file is empty. The first row must hold the headings.");
        }

        Separator = ",;\t|".MaxBy(separator => line.Count(character => character == separator));
        var inner = new CsvCells(new StringReader(line)) { Separator = Separator };
        var headings = new List<string>();
        inner.NextRow();
        while (inner.NextCell(out var heading))
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
        var end = Peek();
        if (end == Separator)
        {
            at++;
        }
        else
        {
            rowEnded = true;
            at += end == '\r' ? 1 : 0;
            at += Peek() == '\n' ? 1 : 0;
        }

        return true;
    }

    private ReadOnlySpan<char> Plain()
    {
        var taken = 0;
        while (Peek() is >= 0 and var next && next != Separator && next is not '\r' and not '\n')
        {
            if (taken == cell.Length)
            {
                Array.Resize(ref cell, cell.Length * 2);
            }

            cell[taken++] = (char)next;
            at++;
        }

        return cell.AsSpan(0, taken);
    }

    private ReadOnlySpan<char> Quoted()
    {
        quoted.Clear();
        at++;
        while (Peek() is >= 0 and var next)
        {
            at++;
            if (next != '"')
            {
                quoted.Append((char)next);
            }
            else if (Peek() == '"')
            {
                quoted.Append('"');
                at++;
            }
            else
            {
                // What follows a closing quote belongs to the cell, so that a careless quote loses nothing.
                return quoted.Append(Plain()).ToString();
            }
        }

        throw new InvalidDataException("A quote that opens a cell is never closed. Close it, or remove it.");
    }

    private int Peek()
    {
        if (at == length)
        {
            (length, at) = (reader.Read(buffer, 0, buffer.Length), 0);
        }

        return length == 0 ? -1 : buffer[at];
    }
}
