namespace Homeward.Linkage;

/// <summary>One rule that brings records together: all that share a key of it.</summary>
/// <param name="Name">What the records share, in words.</param>
/// <param name="Hides">Fields that the rule selects by, one bit each: what it finds says nothing about how often they agree.</param>
/// <param name="One">What they share.</param>
/// <param name="Two">What else they share; null when one thing is telling enough.</param>
/// <param name="Salt">Tells the keys of one rule from another's.</param>
internal sealed record BlockRule(string Name, uint Hides, KeyPart One, KeyPart? Two, ulong Salt)
{
    /// <summary>One number for what two things are; other things have another number.</summary>
    internal ulong Key(uint one, uint two)
    {
        unchecked
        {
            var hash = (((ulong)one << 32) | two) * 0x9E3779B97F4A7C15 + (Salt * 0xD6E8FEB86659FD93);
            hash ^= hash >> 32;
            hash *= 0xD6E8FEB86659FD93;
            return hash ^ (hash >> 29);
        }
    }
}

/// <summary>One thing by which records can be brought together.</summary>
/// <param name="Name">What it is, in words.</param>
/// <param name="Hides">Fields it selects by, one bit each.</param>
/// <param name="Values">Adds a record's values.</param>
internal sealed record KeyPart(string Name, uint Hides, Action<int, List<uint>> Values)
{
    /// <summary>Whether two records have a value in common.</summary>
    internal bool IsSharedBy(int record, int other)
    {
        List<uint> mine = [], theirs = [];
        Values(record, mine);
        Values(other, theirs);
        return mine.Exists(theirs.Contains);
    }
}

/// <summary>Two things of a record, neither of them common together: the keys by which records are brought together.</summary>
internal sealed class BlockKeys
{
    /// <summary>Records up to which nothing need be saved.</summary>
    internal const int SmallFile = 5_000;

    internal BlockKeys(People people, PairComparer comparer)
    {
        uint Bit(FieldKind kind) => comparer.FieldOf(kind) is >= 0 and var field ? 1u << field : 0;
        // Who has one given name is of one sex.
        var given = Bit(FieldKind.Given) | Bit(FieldKind.Sex);
        var surname = Bit(FieldKind.Surname);
        var birth = Bit(FieldKind.Birth);
        var address = Bit(FieldKind.Address);
        var atoms = new List<Atom>();
        if (people.NameWords.Length > 0)
        {
            var (sounds, beginnings) = (people.Words.Each(word => unchecked((uint)word.SoundHash)), people.Words.Each(word => Prefix(word.Text)));
            atoms.Add(new("given", given, Part.Name, (i, to) => { foreach (var w in people.Given(i)) { to.Add(sounds[w]); } }));
            atoms.Add(new("given name's root", given, Part.Name, (i, to) => { foreach (var w in people.Given(i)) { foreach (var f in people.Words[w].Formals) { to.Add((uint)f); } } }, Weak: true));
            atoms.Add(new("surname", surname, Part.Family, (i, to) => { foreach (var w in people.Surnames(i)) { to.Add(sounds[w]); } }));
            atoms.Add(new("any name", given | surname, Part.Any, (i, to) => { foreach (var w in people.Given(i)) { to.Add(sounds[w]); } foreach (var w in people.Surnames(i)) { to.Add(sounds[w]); } }, Weak: true));
            atoms.Add(new("surname's beginning", surname, Part.Family, (i, to) => { foreach (var w in people.Surnames(i)) { to.Add(beginnings[w]); } }, Weak: true));
            atoms.Add(new("given name's beginning", given, Part.Name, (i, to) => { foreach (var w in people.Given(i)) { to.Add(beginnings[w]); } }, Weak: true));
        }

        if (people.HasBirthDate)
        {
            atoms.Add(new("birth date", birth, Part.Birth, (i, to) => { if ((people.Born[i] & 0xFFFF) != 0) { to.Add(people.Born[i]); } }));
            atoms.Add(new("birth day and month", birth, Part.Birth, (i, to) => { if ((people.Born[i] & 0xFFFF) is not 0 and not 0x0101) { to.Add(people.Born[i] & 0xFFFF); } }));
            atoms.Add(new("birth year", birth, Part.Birth, (i, to) => { for (var y = people.EarliestYear[i]; y != 0 && y <= people.LatestYear[i]; y++) { to.Add((uint)y); } }, Weak: true));
        }

        if (people.Street is { } street)
        {
            var (streets, numbers) = (street.Hashes(), people.StreetNumber?.Hashes());
            atoms.Add(new("house", address, Part.House, (i, to) =>
            {
                if (street.Codes[i] != 0)
                {
                    to.Add(Mix(streets[street.Codes[i]], numbers is null ? 0 : numbers[people.StreetNumber!.Codes[i]]));
                }
            }));
        }

        void Column(TextColumn? column, uint hides, Part part, bool weak = false)
        {
            if (column is { Distinct: > 1 })
            {
                var hashes = column.Hashes();
                atoms.Add(new(column.Name, hides, part, (i, to) => { if (column.Codes[i] != 0) { to.Add(hashes[column.Codes[i]]); } }, weak));
            }
        }

        Column(people.Postcode, address, Part.Area);
        Column(people.City, address, Part.Area);
        Column(people.Phone, Bit(FieldKind.Phone), Part.Phone);
        Column(people.Email, Bit(FieldKind.Email), Part.Email);
        for (var k = 0; k < people.Others.Count; k++)
        {
            var other = people.Others[k];
            var at = comparer.Fields.ToList().FindIndex(field => ReferenceEquals(field.Column, other));
            if (other.Distinct > 20)
            {
                Column(other, 1u << at, Part.Other + k, weak: other.Filled < people.Count / 5 || other.Distinct < 200);
            }
        }

        // One thing alone, where it is telling.
        foreach (var atom in atoms)
        {
            if (people.Count <= SmallFile && !atom.Weak)
            {
                // In a small file one common thing is reason enough to look.
                Rules.Add(new(atom.Name, atom.Hides, atom.Key, null, (ulong)Rules.Count));
            }
            else if (atom.Part is Part.Phone or Part.Email || atom.Name == "birth date" || atom.Name == "house" || (atom.Part >= Part.Other && !atom.Weak))
            {
                Rules.Add(new(atom.Name, atom.Hides, atom.Key, null, (ulong)Rules.Count));
            }
        }

        for (var a = 0; a < atoms.Count; a++)
        {
            for (var b = a + 1; b < atoms.Count; b++)
            {
                var (one, two) = (atoms[a], atoms[b]);
                var names = one.Part is Part.Any or Part.Name or Part.Family && two.Part is Part.Any or Part.Name or Part.Family;
                if (one.Part == two.Part || (one.Weak && two.Weak && !(one.Part is Part.Any && two.Part is Part.Birth)) || (names && (one.Part == Part.Any || two.Part == Part.Any)))
                {
                    continue;
                }

                Rules.Add(new($"{one.Name} and {two.Name}", one.Hides | two.Hides, one.Key, two.Key, (ulong)Rules.Count));
            }
        }
    }

    internal List<BlockRule> Rules { get; } = [];

    private enum Part
    {
        Name,
        Family,
        Any,
        Birth,
        House,
        Area,
        Phone,
        Email,
        Other,
    }

    private sealed record Atom(string Name, uint Hides, Part Part, Action<int, List<uint>> Values, bool Weak = false)
    {
        internal KeyPart Key { get; } = new(Name, Hides, Values);
    }

    private static uint Prefix(string word)
    {
        uint hash = 17;
        for (var i = 0; i < Math.Min(3, word.Length); i++)
        {
            hash = unchecked((hash * 31) + word[i]);
        }

        return hash;
    }

    private static uint Mix(uint one, uint two) => unchecked((one * 0x9E3779B1) ^ (two * 0x85EBCA77) ^ (one >> 15));
}
