namespace Homeward.Linkage.Families;

/// <summary>The three lists in the form in which they are compared, in the order of their ids, so that the order of rows changes nothing.</summary>
internal sealed class BookedLists
{
    private readonly ReportedChild[] reported;
    private readonly FamilyDeclaration[] declared;
    private readonly List<string[]> numbers;

    /// <exception cref="ArgumentException">An id or a number repeats.</exception>
    internal BookedLists(IReadOnlyList<ReportedChild> children, IReadOnlyList<FamilyDeclaration> declarations)
    {
        (reported, declared) = (InOrder(children, child => child.Id, nameof(children)), InOrder(declarations, declaration => declaration.Id, nameof(declarations)));
        var named = declared.Select(declaration => InOrder(declaration.Dependents, one => one.Number, nameof(declarations))).ToList();
        numbers = [.. named.Select(those => those.Select(one => one.Number).ToArray())];
        Records = [.. reported.Select(child => Booking.Of(child, Book))];
        Declarants = [.. declared.Select(declaration => Booking.Of(declaration, Book))];
        Dependents = [.. named.Select((those, d) => (IReadOnlyList<Dependent>)[.. those.Select((one, place) => Booking.Of(one, d, place, Declarants[d], Book))])];
    }

    internal NameBook Book { get; } = new();

    internal IReadOnlyList<Mention> Records { get; }

    internal IReadOnlyList<Declarant> Declarants { get; }

    /// <summary>By declaration.</summary>
    internal IReadOnlyList<IReadOnlyList<Dependent>> Dependents { get; }

    internal FamilyLead Lead(int record, int declaration, int place, double probability) =>
        new(reported[record].Id, declared[declaration].Id, numbers[declaration][place], Math.Min(1, probability));

    /// <summary>Where a lead's record, declaration and dependent are.</summary>
    /// <exception cref="ArgumentException">It is of other lists.</exception>
    internal (int Record, int Declaration, int Place) PlacesOf(FamilyLead lead)
    {
        var declaration = Place(declared, one => one.Id, lead.DeclarationId);
        return (Place(reported, child => child.Id, lead.ChildId), declaration, Array.IndexOf(numbers[declaration], lead.DependentNumber));
    }

    private static int Place<T>(T[] ordered, Func<T, string> id, string wanted)
    {
        var (low, high) = (0, ordered.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(id(ordered[middle]), wanted);
            if (order == 0) { return middle; }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        throw new ArgumentException($"\"{wanted}\" is in none of the lists that were linked.", nameof(wanted));
    }

    private static T[] InOrder<T>(IReadOnlyList<T> rows, Func<T, string> id, string name)
    {
        var ordered = rows.OrderBy(id, StringComparer.Ordinal).ToArray();
        for (var i = 1; i < ordered.Length; i++)
        {
            if (id(ordered[i]) == id(ordered[i - 1])) { throw new ArgumentException($"\"{id(ordered[i])}\" is there twice; each row needs an id of its own.", name); }
        }

        return ordered;
    }
}
