using Homeward.Domain;
using Homeward.Web;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.People;

/// <summary>The adults taken in the event, by where they are as far as anybody has said.</summary>
public sealed class AdultsModel : IncidentPage
{
    public Whereabouts? Chosen { get; private set; }

    public string Order { get; private set; } = PersonOrder.Since;

    public ListPage<PersonOrder.Keyed> List { get; private set; } = null!;

    public void OnGet(string? state, string? sort, [FromQuery(Name = "p")] string? number)
    {
        Chosen = Enum.GetValues<Whereabouts>().Where(one => Texts.Name(one) == state).Select(one => (Whereabouts?)one).FirstOrDefault();
        Order = PersonOrder.Read(sort);
        List = ListPage<PersonOrder.Keyed>.Of(
            PeopleInOrder.Of(Engine, Reading, PersonKind.Adult, Order),
            one => one.Person.Whereabouts is { } whereabouts && (Chosen is null || whereabouts == Chosen),
            number);
        Listed(List.Rows.Select(one => one.Person));
    }

    public string Address(Whereabouts? whereabouts, string? sort = null)
    {
        var order = sort ?? Order;
        var query = string.Join('&', new[]
        {
            whereabouts is { } one ? $"state={Texts.Name(one)}" : null,
            order == PersonOrder.Since ? null : $"sort={order}",
        }.Where(part => part is not null));
        return Here.To(query.Length > 0 ? $"adults?{query}" : "adults");
    }

    /// <summary>How many dependents an adult has declared; nothing when nobody has asked yet.</summary>
    public int? Declared(Person adult) =>
        adult.Adult!.Declarations.IsEmpty ? null : adult.Adult.Declarations.Max(id => State.Declarations[id].Dependents.Length);
}
