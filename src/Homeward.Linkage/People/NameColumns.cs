namespace Homeward.Linkage;

/// <summary>Every record's given names and surnames as numbered words, out of whatever name columns there are.</summary>
internal sealed class NameColumns
{
    internal NameColumns(List<Column> given, List<Column> middle, List<Column> surname, List<Column> full, int rows)
    {
        Start = new int[rows + 1];
        GivenCount = new byte[rows];
        var givenWords = Split([.. given, .. middle]);
        var surnameWords = Split(surname);
        // Of several whole names the one with most words knows most; the others are parts of it.
        var whole = full.OrderByDescending(column => column.Values.ToArray().Average(value => value.Length)).FirstOrDefault();
        (Column Column, int[][] Words)? wholeWords = whole is null ? null : Split(whole);
        var saidWhole = whole is null || given.Count + surname.Count > 0 ? null : whole.Values.ToArray().Select(value => SaidName.Of(null, null, value)).ToArray();
        var all = new List<int>(rows * 3);
        List<int> g = [], s = [];
        for (var row = 0; row < rows; row++)
        {
            g.Clear();
            s.Clear();
            if (saidWhole is not null)
            {
                var said = saidWhole[whole!.Codes[row]];
                g.AddRange(said.Given.Distinct().Select(Words.NumberOf));
                s.AddRange(said.Surnames.Distinct().Select(Words.NumberOf));
            }
            else
            {
                Gather(givenWords, row, g);
                Gather(surnameWords, row, s);
                if (wholeWords is not null)
                {
                    // A second name that only the whole name has.
                    foreach (var word in wholeWords.Value.Words[wholeWords.Value.Column.Codes[row]])
                    {
                        if (!g.Contains(word) && !s.Contains(word))
                        {
                            g.Add(word);
                        }
                    }
                }
            }

            GivenCount[row] = (byte)Math.Min(4, g.Count);
            all.AddRange(PeopleReader.Few(g));
            all.AddRange(PeopleReader.Few(s));
            Start[row + 1] = all.Count;
        }

        All = [.. all];
        (GivenUses, SurnameUses) = (new int[Words.Count], new int[Words.Count]);
        Count(rows);
        MoveLoneSurnames(rows);
    }

    internal Words Words { get; } = new();

    internal int[] Start { get; }

    internal byte[] GivenCount { get; }

    internal int[] All { get; }

    internal int[] GivenUses { get; }

    internal int[] SurnameUses { get; }

    private void Count(int rows)
    {
        Array.Clear(GivenUses);
        Array.Clear(SurnameUses);
        for (var row = 0; row < rows; row++)
        {
            for (var at = Start[row]; at < Start[row + 1]; at++)
            {
                (at - Start[row] < GivenCount[row] ? GivenUses : SurnameUses)[All[at]]++;
            }
        }
    }

    // "Hazlehurst" alone, written where first names are: what the file's other records use as a surname is one.
    private void MoveLoneSurnames(int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            if (Start[row + 1] - Start[row] == 1)
            {
                var word = All[Start[row]];
                var token = Words[word];
                var asSurname = SurnameUses[word] + (100 * token.SurnamePrior);
                var asGiven = GivenUses[word] + (100 * token.GivenPrior);
                GivenCount[row] = (byte)(asGiven >= asSurname ? 1 : 0);
            }
        }

        Count(rows);
    }

    private List<(Column Column, int[][] Words)> Split(List<Column> columns) => [.. columns.Select(Split)];

    private (Column Column, int[][] Words) Split(Column column) =>
        (column, [.. column.Values.ToArray().Select(value => NameFolding.Words(value).Select(Words.NumberOf).ToArray())]);

    private static void Gather(List<(Column Column, int[][] Words)> columns, int row, List<int> words)
    {
        foreach (var (column, split) in columns)
        {
            foreach (var word in split[column.Codes[row]])
            {
                if (!words.Contains(word))
                {
                    words.Add(word);
                }
            }
        }
    }
}
