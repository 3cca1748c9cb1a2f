using System.Collections.Concurrent;

namespace Homeward.Linkage.Families;

/// <summary>
/// What a declared child is filed under and a child's record looked up by: two things said together, so that a common name
/// alone never brings thousands, and many such pairs, so that what one key misses another finds.
/// </summary>
internal sealed class FamilyKeys(NameBook book)
{
    private readonly ConcurrentDictionary<int, ulong[]> forms = [];

    private enum Kind
    {
        GivenSurname = 1, GivenSchool, GivenTownAge, GivenMother, GivenFather, Surnames, SurnameTownAge, SurnameMother, SurnameFather,
        Phone, Mother, Father, GivenSibling, SiblingSurname, TwoSiblings, Given, SurnameSchoolAge, SurnameTown, MotherTownAge, ParentSibling,
    }

    /// <summary>A child's record, or a dependent as another declaration names it.</summary>
    internal void Asked(Mention child, HashSet<ulong> keys) =>
        Add(keys, Heard(child.Name), Years(child.Birth, slack: 1), child.School, [child.Town], [child.Mother], [child.Father], child.Siblings, [child.Phone]);

    /// <summary>A declared child, in every form in which it was named.</summary>
    internal void Filed(DeclaredChild child, HashSet<ulong> keys)
    {
        var family = child.Family;
        var siblings = family.Children.Where(c => c != child).SelectMany(c => c.Named).Select(d => d.Name.Given).Where(given => given.Length > 0).ToArray();
        foreach (var dependent in child.Named)
        {
            // A dependent without a surname is filed under those of the adults, which are the child's as a rule.
            var surnames = dependent.Name.Surnames.Length > 0 ? dependent.Name.Surnames : [.. family.Adults.SelectMany(a => a.Name.Surnames).Distinct()];
            Add(keys, new(dependent.Name.Given, surnames), Years(dependent.Birth, slack: 0), dependent.School,
                [.. family.Adults.Select(a => a.Town)], Adults(family, DeclarantRelation.Mother), Adults(family, DeclarantRelation.Father), siblings, [.. family.Adults.Select(a => a.Phone)]);
        }
    }

    // The name as said, and the names it may be, badly heard.
    private BookedName Heard(BookedName name) => new(
        [.. name.Given, .. name.Given.SelectMany(word => book.Resembling(word, given: true)).Distinct()],
        [.. name.Surnames, .. name.Surnames.SelectMany(word => book.Resembling(word, given: false)).Distinct()]);

    private static BookedName[] Adults(DeclaredFamily family, DeclarantRelation role) =>
        [.. family.Adults.Where(a => a.Role == role || a.Role == DeclarantRelation.Unknown).Select(a => a.Name)];

    private void Add(
        HashSet<ulong> keys, BookedName name, int[] years, int school, int[] towns, BookedName[] mothers, BookedName[] fathers, int[][] siblings, long[] phones)
    {
        var given = Forms(name.Given);
        var surnames = Sounds(name.Surnames);
        var mother = Forms([.. mothers.SelectMany(m => m.Given)]);
        var father = Forms([.. fathers.SelectMany(f => f.Given)]);
        var sibling = Forms([.. siblings.SelectMany(s => s)]);
        var known = towns.Where(t => t >= 0).Distinct().Select(t => (ulong)t).ToArray();

        Pairs(keys, Kind.GivenSurname, given, surnames);
        Pairs(keys, Kind.GivenMother, given, mother);
        Pairs(keys, Kind.GivenFather, given, father);
        Pairs(keys, Kind.SurnameMother, surnames, mother);
        Pairs(keys, Kind.SurnameFather, surnames, father);
        Pairs(keys, Kind.GivenSibling, given, sibling);
        Pairs(keys, Kind.SiblingSurname, sibling, surnames);
        Pairs(keys, Kind.ParentSibling, [.. mother, .. father], sibling);
        Pairs(keys, Kind.SurnameTown, surnames, known);
        Both(keys, Kind.Surnames, surnames);
        Both(keys, Kind.TwoSiblings, sibling);
        Pairs(keys, Kind.Given, given, [0]);
        foreach (var year in years)
        {
            ulong[] atAge = [.. known.Select(t => Mixed(t, (ulong)year))];
            Pairs(keys, Kind.GivenTownAge, given, atAge);
            Pairs(keys, Kind.SurnameTownAge, surnames, atAge);
            Pairs(keys, Kind.MotherTownAge, mother, atAge);
            if (school >= 0) { Pairs(keys, Kind.SurnameSchoolAge, surnames, [Mixed((ulong)school, (ulong)year)]); }
        }

        if (school >= 0) { Pairs(keys, Kind.GivenSchool, given, [(ulong)school]); }

        foreach (var m in mothers) { Pairs(keys, Kind.Mother, Forms(m.Given), Sounds(m.Surnames)); }

        foreach (var f in fathers) { Pairs(keys, Kind.Father, Forms(f.Given), Sounds(f.Surnames)); }

        foreach (var phone in phones)
        {
            if (phone != 0) { keys.Add(Mixed((ulong)Kind.Phone, (ulong)phone)); }
        }
    }

    private static void Pairs(HashSet<ulong> keys, Kind kind, ulong[] ones, ulong[] others)
    {
        foreach (var one in ones)
        {
            foreach (var other in others) { keys.Add(Mixed(Mixed((ulong)kind, one), other)); }
        }
    }

    private static void Both(HashSet<ulong> keys, Kind kind, ulong[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            for (var j = i + 1; j < words.Length; j++) { keys.Add(Mixed(Mixed((ulong)kind, Math.Min(words[i], words[j])), Math.Max(words[i], words[j]))); }
        }
    }

    // As the name sounds, and as the formal names behind it: Beto is filed with Roberto, and with Alberto.
    private ulong[] Forms(int[] words) => words.Length switch
    {
        0 => [],
        1 => FormsOf(words[0]),
        _ => [.. words.SelectMany(FormsOf).Distinct()],
    };

    private ulong[] FormsOf(int word)
    {
        if (!forms.TryGetValue(word, out var known))
        {
            forms[word] = known = [book[word].SoundHash, .. book[word].Formals.Select(formal => Mixed(0xF0, (ulong)formal))];
        }

        return known;
    }

    private ulong[] Sounds(int[] words) => [.. words.Select(w => book[w].SoundHash).Distinct()];

    private static int[] Years(BirthSpan birth, int slack)
    {
        const double DaysPerYear = 365.25;
        if (!birth.IsKnown || birth.Days > 5 * DaysPerYear) { return []; }

        var (first, last) = ((int)(birth.Earliest / DaysPerYear) - slack, (int)(birth.Latest / DaysPerYear) + slack);
        return [.. Enumerable.Range(first, last - first + 1)];
    }

    private static ulong Mixed(ulong seed, ulong value)
    {
        unchecked
        {
            var mixed = (seed * 0x9E3779B97F4A7C15) ^ value;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
