namespace Homeward.Linkage;

/// <summary>What a record can be found by.</summary>
internal enum KeyKind
{
    /// <summary>A given name and a surname, as they sound, in either order.</summary>
    Name = 1,

    /// <summary>A surname as it sounds, or both joined.</summary>
    Surname = 2,

    /// <summary>A given name as it sounds and a year of birth.</summary>
    GivenAndYear = 3,

    /// <summary>A whole date of birth.</summary>
    BirthDate = 4,

    /// <summary>Initials and a year of birth: for names so misspelt that they sound different.</summary>
    InitialsAndYear = 5,

    /// <summary>A telephone number.</summary>
    Phone = 6,

    /// <summary>A given name as it sounds and a school.</summary>
    GivenAndSchool = 7,

    /// <summary>The name of a parent the record names.</summary>
    NamedParent = 8,

    /// <summary>The name of a child or sibling the record names.</summary>
    NamedChild = 9,

    /// <summary>The given name and year of birth of a child or sibling the record names.</summary>
    NamedChildAndYear = 10,

    /// <summary>A given name as it sounds and a surname's first letter: for surnames misspelt, when no birth date helps.</summary>
    GivenAndInitial = 11,

    /// <summary>A given name alone, as it sounds: for whoever asks without a surname.</summary>
    Given = 12,

    /// <summary>A given name as it sounds, of a record without any surname.</summary>
    GivenWithoutSurname = 13,
}

/// <summary>
/// The keys a record is filed under, and those it is looked up by. Many cheap keys and a cap on each: what one key misses
/// another finds, and no common name makes a search long.
/// </summary>
internal static class SearchKeys
{
    // A birth span wider than this is looked up by its names alone.
    private const int MostYears = 4;
    private const int MostNicknames = 24;

    /// <summary>Every key a record is filed under, each once.</summary>
    internal static void Filed(PersonView record, TokenScope scope, HashSet<uint> keys)
    {
        keys.Clear();
        foreach (var surname in record.Surnames)
        {
            keys.Add(KeyHash.Of(KeyKind.Surname, scope[surname].SoundHash));
            AddNames(keys, KeyKind.Name, record.Given, surname, scope);
            AddNames(keys, KeyKind.Name, record.Others, surname, scope);
            foreach (var given in record.Given)
            {
                keys.Add(KeyHash.Of(KeyKind.GivenAndInitial, scope[given].SoundHash, scope[surname].Text[0]));
            }
        }

        if (record.Surnames.Length > 1)
        {
            keys.Add(KeyHash.Of(KeyKind.Surname, JoinedSound(record.Surnames, scope)));
        }

        foreach (var given in record.Given)
        {
            keys.Add(KeyHash.Of(KeyKind.Given, scope[given].SoundHash));
            if (record.Surnames.IsEmpty)
            {
                keys.Add(KeyHash.Of(KeyKind.GivenWithoutSurname, scope[given].SoundHash));
            }
        }

        AddYears(keys, record.Given, record.Surnames, record.Birth, slackYears: 0, scope);
        AddBirthDate(keys, record.Birth, swappedToo: false);
        AddSchool(keys, record, scope);
        foreach (var phone in record.Phones)
        {
            keys.Add(KeyHash.Of(KeyKind.Phone, (ulong)phone));
        }

        AddRelatives(keys, record, scope, (kind, given, surname) => KeyHash.Of(kind, Pair(given, surname)), NamedKind, slackYears: 0, KeyKind.NamedChildAndYear);
    }

    /// <summary>The keys under which records of the same person are filed.</summary>
    internal static void SamePerson(PersonView record, TokenScope scope, HashSet<uint> keys)
    {
        Filed(record, scope, keys);
        if (!record.Surnames.IsEmpty)
        {
            // Whoever has the surname need not read everybody of that given name.
            foreach (var given in record.Given)
            {
                keys.Remove(KeyHash.Of(KeyKind.Given, scope[given].SoundHash));
            }
        }

        foreach (var given in record.Given)
        {
            keys.Add(KeyHash.Of(KeyKind.GivenWithoutSurname, scope[given].SoundHash));
            foreach (var nickname in Nicknames.Related(scope[given].Text).Take(MostNicknames))
            {
                var sound = KeyHash.OfText(SpanishSound.Of(nickname));
                foreach (var surname in record.Surnames)
                {
                    keys.Add(KeyHash.Of(KeyKind.Name, Pair(sound, scope[surname].SoundHash)));
                }
            }
        }

        AddYears(keys, record.Given, record.Surnames, record.Birth, slackYears: 1, scope);
        AddBirthDate(keys, record.Birth, swappedToo: true);
    }

    /// <summary>The keys under which records of parents, children and siblings are filed.</summary>
    internal static void SameFamily(PersonView record, TokenScope scope, HashSet<uint> keys)
    {
        keys.Clear();
        foreach (var phone in record.Phones)
        {
            keys.Add(KeyHash.Of(KeyKind.Phone, (ulong)phone));
        }

        foreach (var surname in record.Surnames)
        {
            keys.Add(KeyHash.Of(KeyKind.Surname, scope[surname].SoundHash));

            // Others may name this person: as their parent, their child, their sibling.
            foreach (var kind in (ReadOnlySpan<KeyKind>)[KeyKind.NamedParent, KeyKind.NamedChild])
            {
                AddNames(keys, kind, record.Given, surname, scope);
            }
        }

        if (record.Kind != PersonKind.Adult && Years(record.Birth, 1) is var (from, to))
        {
            for (var year = from; year <= to; year++)
            {
                foreach (var given in record.Given)
                {
                    keys.Add(KeyHash.Of(KeyKind.NamedChildAndYear, scope[given].SoundHash, (ulong)year));
                }
            }
        }

        // Those this record names have records of their own, and siblings name the same parents.
        AddRelatives(keys, record, scope, (_, given, surname) => KeyHash.Of(KeyKind.Name, Pair(given, surname)), NamedKind, slackYears: 1, KeyKind.GivenAndYear);
        AddRelatives(keys, record, scope, (kind, given, surname) => KeyHash.Of(kind, Pair(given, surname)), relation => NamedKind(relation), slackYears: 0, KeyKind.NamedChildAndYear);
    }

    internal static uint OfPhone(long number) => KeyHash.Of(KeyKind.Phone, (ulong)number);

    private static KeyKind NamedKind(Relation relation) => relation is Relation.Sibling or Relation.Child ? KeyKind.NamedChild : KeyKind.NamedParent;

    private static void AddNames(HashSet<uint> keys, KeyKind kind, ReadOnlySpan<int> given, int surname, TokenScope scope)
    {
        foreach (var name in given)
        {
            keys.Add(KeyHash.Of(kind, Pair(scope[name].SoundHash, scope[surname].SoundHash)));
        }
    }

    private static void AddRelatives(
        HashSet<uint> keys, PersonView record, TokenScope scope, Func<KeyKind, ulong, ulong, uint> keyOf, Func<Relation, KeyKind> kindOf, int slackYears, KeyKind kindWithYear)
    {
        var relative = record.FirstRelative;
        for (var i = 0; i < record.RelativeCount; i++, relative = relative.Next)
        {
            // "His mother Rosa": whoever says no surname means the family's own.
            var surnames = relative.Surnames.IsEmpty ? record.Surnames : relative.Surnames;
            foreach (var given in relative.Given)
            {
                foreach (var surname in surnames)
                {
                    keys.Add(keyOf(kindOf(relative.Relation), scope[given].SoundHash, scope[surname].SoundHash));
                }

                if (!relative.IsParent && Years(relative.Birth, slackYears) is var (from, to))
                {
                    for (var year = from; year <= to; year++)
                    {
                        keys.Add(KeyHash.Of(kindWithYear, scope[given].SoundHash, (ulong)year));
                    }
                }
            }
        }
    }

    private static void AddYears(HashSet<uint> keys, ReadOnlySpan<int> given, ReadOnlySpan<int> surnames, BirthSpan birth, int slackYears, TokenScope scope)
    {
        if (Years(birth, slackYears) is not var (from, to))
        {
            return;
        }

        for (var year = from; year <= to; year++)
        {
            foreach (var name in given)
            {
                keys.Add(KeyHash.Of(KeyKind.GivenAndYear, scope[name].SoundHash, (ulong)year));
            }

            if (!given.IsEmpty)
            {
                foreach (var surname in surnames)
                {
                    keys.Add(KeyHash.Of(KeyKind.InitialsAndYear, Pair(scope[given[0]].Text[0], scope[surname].Text[0]), (ulong)year));
                }
            }
        }
    }

    private static void AddBirthDate(HashSet<uint> keys, BirthSpan birth, bool swappedToo)
    {
        if (!birth.IsDay)
        {
            return;
        }

        keys.Add(KeyHash.Of(KeyKind.BirthDate, (ulong)birth.Earliest));
        var date = DateOnly.FromDayNumber(birth.Earliest);
        if (swappedToo && date.Day <= 12)
        {
            keys.Add(KeyHash.Of(KeyKind.BirthDate, (ulong)new DateOnly(date.Year, date.Day, date.Month).DayNumber));
        }
    }

    private static void AddSchool(HashSet<uint> keys, PersonView record, TokenScope scope)
    {
        if (record.School == PersonView.None)
        {
            return;
        }

        foreach (var name in record.Given)
        {
            keys.Add(KeyHash.Of(KeyKind.GivenAndSchool, scope[name].SoundHash, scope[record.School].SoundHash));
        }
    }

    private static (int From, int To)? Years(BirthSpan birth, int slackYears)
    {
        if (!birth.IsKnown)
        {
            return null;
        }

        var from = DateOnly.FromDayNumber(birth.Earliest).Year;
        var to = DateOnly.FromDayNumber(birth.Latest).Year;
        return to - from < MostYears ? (from - slackYears, to + slackYears) : null;
    }

    private static ulong JoinedSound(ReadOnlySpan<int> surnames, TokenScope scope) =>
        KeyHash.OfText(SpanishSound.Of(SurnameComparison.Joined(surnames, scope)));

    // Without order, so that a name with its parts swapped is found too.
    private static ulong Pair(ulong sound, ulong other)
    {
        unchecked
        {
            return (sound * other) ^ (sound + other);
        }
    }
}
