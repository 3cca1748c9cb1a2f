using Homeward.Domain;
using Homeward.Web;
using Homeward.Web.Acting;
using Homeward.Web.Forms;

namespace Homeward.Features.ReleaseDesk;

/// <summary>The declarations, rolls and verified relationships that exist for a child, to choose the one that names this adult.</summary>
public static class RightChoices
{
    private const char Between = '.';

    /// <summary>Every right there is to show, and the court document, which is looked at and not looked up.</summary>
    public static IReadOnlyList<Choice> For(Person child, IncidentState state, Sight sight, Reading reading, Texts t)
    {
        var choices = new List<Choice>();
        foreach (var declaration in state.Declarations.Values)
        {
            foreach (var dependent in declaration.Dependents.Where(d => state.Find(d.Child)?.Id == child.Id))
            {
                var adult = NameOr(sight.DetailsOf(state.Find(declaration.Adult)!), t["release.a_held_adult"]);
                choices.Add(new(
                    Value(RightToCollect.DeclaredByParent, declaration.Id.Value),
                    t["release.declared_by", adult, t.Of(dependent.Kinship)],
                    CollectorsOf(state.Records[dependent.Record], sight, t)));
            }
        }

        foreach (var record in state.RecordsOf(child).Where(record => record.Source == Source.Roll))
        {
            choices.Add(new(
                Value(RightToCollect.OnTheRoll, record.Id.Value),
                t["release.on_roll_of", reading.PlaceName(record.At)],
                CollectorsOf(record, sight, t)));
        }

        foreach (var id in state.Cluster(child).SelectMany(person => person.Relationships).Distinct())
        {
            if (state.Relationships.TryGetValue(id, out var known) && known.Status == RelationshipStatus.Verified)
            {
                choices.Add(new(
                    Value(RightToCollect.VerifiedRelationship, id.Value),
                    t["release.verified", NameOr(sight.DetailsOf(state.Find(known.Adult)!), t["act.no_name"]), t.Of(known.Kinship)],
                    known.How is { } how ? t.Of(how) : null));
            }
        }

        choices.Add(new(Value(RightToCollect.CourtDocument, Guid.Empty), t["release.court"], t["release.court_hint"]));
        return choices;
    }

    /// <summary>The choice that was sent, or nothing.</summary>
    public static (RightToCollect Kind, Guid Reference)? Read(string? sent)
    {
        var parts = (sent ?? "").Split(Between);
        return parts.Length == 2 && WordChoices.Read<RightToCollect>(parts[0]) is { } kind && Guid.TryParse(parts[1], out var reference)
            ? (kind, reference)
            : null;
    }

    private static string Value(RightToCollect kind, Guid reference) => $"{WordChoices.Sent(kind)}{Between}{reference:N}";

    private static string NameOr(PersonDetails? details, string otherwise) => details?.DisplayName() ?? otherwise;

    private static string CollectorsOf(Record record, Sight sight, Texts t)
    {
        if (!sight.Sees(record) || record.Details is not { } details)
        {
            return t["release.names_closed"];
        }

        var named = details.Collectors.Select(c => c.Kinship == Kinship.Unknown ? c.Name : $"{c.Name} ({t.Of(c.Kinship).ToLowerInvariant()})");
        var parents = record.Source == Source.Roll ? new[] { details.MotherName, details.FatherName } : [];
        var all = parents.Where(name => !string.IsNullOrWhiteSpace(name)).Concat(named).ToList();
        return all.Count == 0 ? t["release.names_nobody"] : t["release.names", string.Join(", ", all)];
    }
}
