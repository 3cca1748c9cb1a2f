namespace Homeward.Linkage;

/// <summary>
/// One column of a table with each distinct value kept once: a row holds the number (code) of its value, so that what is
/// worked out about a value is worked out once however often it occurs.
/// </summary>
public sealed class Column
{
    private readonly int[] codes;
    private readonly int[] counts;

    /// <summary>Makes a column of codes.</summary>
    /// <param name="name">The heading.</param>
    /// <param name="codes">A code for each row; 0 is an empty cell.</param>
    /// <param name="values">The value of each code. The first is the empty text.</param>
    /// <exception cref="ArgumentException">The first value is not empty, or a code has no value.</exception>
    public Column(string name, int[] codes, string[] values)
        : this(name, codes, ColumnValues.Of(values ?? throw new ArgumentNullException(nameof(values))))
    {
    }

    internal Column(string name, int[] codes, ColumnValues values)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(codes);
        if (values.Length == 0 || values[0].Length > 0)
        {
            throw new ArgumentException("The first value, of code 0, must be the empty text.", nameof(values));
        }

        counts = new int[values.Length];
        foreach (var code in codes)
        {
            if ((uint)code >= (uint)values.Length)
            {
                throw new ArgumentException($"Code {code} has no value; there are {values.Length}.", nameof(codes));
            }

            counts[code]++;
        }

        (Name, this.codes, Values) = (name, codes, values);
    }

    /// <summary>The heading.</summary>
    public string Name { get; }

    /// <summary>How many rows.</summary>
    public int Rows => codes.Length;

    /// <summary>The code of each row's value; 0 for an empty cell.</summary>
    public ReadOnlySpan<int> Codes => codes;

    /// <summary>Each distinct value at its code; the empty text at 0.</summary>
    public ColumnValues Values { get; }

    /// <summary>How many rows have each value, by code.</summary>
    public ReadOnlySpan<int> Counts => counts;

    /// <summary>How many distinct values there are, the empty one left out.</summary>
    public int Distinct => Values.Length - 1;

    /// <summary>How many rows have a value.</summary>
    public int Filled => codes.Length - counts[0];

    /// <summary>A row's value; empty when it has none.</summary>
    public string this[int row] => Values[codes[row]];
}
