using System.Runtime.InteropServices;

namespace Homeward.Linkage;

/// <summary>Packs a <see cref="Profile"/> for <see cref="PersonView"/>. Everything is bounded here, so that nothing later has to be.</summary>
internal static class ProfilePacker
{
    private const int MostGiven = 4;
    private const int MostSurnames = 4;
    private const int MostOthers = 4;
    private const int MostPhones = 4;
    private const int MostRelatives = 12;

    /// <summary>Packs a profile; <paramref name="idOf"/> turns a folded word into its id.</summary>
    internal static int[] Pack(Profile profile, Func<string, int> idOf)
    {
        var name = SaidName.Of(profile.GivenNames, profile.Surnames, profile.FullName);
        var given = Ids(name.Given, MostGiven, idOf);
        var surnames = Ids(name.Surnames, MostSurnames, idOf);
        var others = Ids([.. profile.OtherNames.Take(MostOthers).SelectMany(NameFolding.Words)], MostOthers, idOf);
        var phones = profile.Phones.Take(MostPhones * 4).Select(Phone.Digits).Where(digits => digits != 0).Distinct().Order().Take(MostPhones).ToArray();
        var relatives = profile.Relatives.Take(MostRelatives).ToArray();
        var birth = BirthSpan.Of(profile.Born, profile.Age);

        var packed = new List<int>(32)
        {
            PersonView.Header(given.Length, surnames.Length, others.Length, phones.Length, KindOf(profile), profile.Sex, relatives.Length),
            birth.Earliest,
            birth.Latest,
            (int)DigitsOf(profile.Born),
            PlaceWord(profile.Town, idOf),
            PlaceWord(profile.School, idOf),
            PlaceWord(profile.PlaceId, idOf),
        };
        packed.AddRange(given);
        packed.AddRange(surnames);
        packed.AddRange(others);
        packed.AddRange(MemoryMarshal.Cast<long, int>(phones));
        foreach (var relative in relatives)
        {
            packed.AddRange(PackRelative(relative, idOf));
        }

        return [.. packed];
    }

    /// <summary>Packs one relative a record names.</summary>
    internal static int[] PackRelative(NamedRelative relative, Func<string, int> idOf)
    {
        var said = SaidName.Of(relative.GivenNames, relative.Surnames, relative.FullName);
        var given = Ids(said.Given, MostGiven, idOf);
        var surnames = Ids(said.Surnames, MostSurnames, idOf);
        var born = BirthSpan.Of(relative.Born, relative.Age);
        return [RelativeView.Header(given.Length, surnames.Length, relative.Relation), born.Earliest, born.Latest, .. given, .. surnames];
    }

    /// <summary>Visits the id of every word a packed profile refers to, once per place it stands in.</summary>
    internal static void ForEachWord(ReadOnlySpan<int> packed, Action<int> visit)
    {
        var view = new PersonView(packed);
        Visit(view.Given);
        Visit(view.Surnames);
        Visit(view.Others);
        foreach (var place in (ReadOnlySpan<int>)[view.Town, view.School, view.Place])
        {
            if (place != PersonView.None)
            {
                visit(place);
            }
        }

        var relative = view.FirstRelative;
        for (var i = 0; i < view.RelativeCount; i++, relative = relative.Next)
        {
            Visit(relative.Given);
            Visit(relative.Surnames);
        }

        void Visit(ReadOnlySpan<int> words)
        {
            foreach (var word in words)
            {
                visit(word);
            }
        }
    }

    private static int[] Ids(string[] words, int most, Func<string, int> idOf) => [.. words.Distinct().Take(most).Select(idOf)];

    // The date as written, though there be no such day: a slip says more than nothing.
    private static uint DigitsOf(PartialDate? born) => born is { } date ? Cells.Digits(date.Year, date.Month ?? 0, date.Month is null ? 0 : date.Day ?? 0) : 0;

    private static int PlaceWord(string? text, Func<string, int> idOf) =>
        TextColumn.Folded(text) is { Length: > 0 } folded ? idOf(folded) : PersonView.None;

    private static PersonKind KindOf(Profile profile)
    {
        const int YearsOfAnAdult = 18;
        if (profile.Kind != PersonKind.Unknown)
        {
            return profile.Kind;
        }

        if (profile.Age is { } age)
        {
            var perYear = age.Unit == AgeUnit.Months ? 12 : 1;
            if (age.High < YearsOfAnAdult * perYear) { return PersonKind.Child; }

            if (age.Low >= YearsOfAnAdult * perYear) { return PersonKind.Adult; }
        }

        return profile.Relatives.Any(relative => relative.Relation == Relation.Child) ? PersonKind.Adult : PersonKind.Unknown;
    }
}
