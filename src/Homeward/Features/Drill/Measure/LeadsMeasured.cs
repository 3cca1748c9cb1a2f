using Homeward.Domain;
using Homeward.Features.Drill.Play;
using Homeward.Features.Drill.Truth;

namespace Homeward.Features.Drill.Measure;

/// <summary>Leads of one kind and band against the truth.</summary>
/// <param name="Judged">Leads ever proposed between people of the drill.</param>
/// <param name="True">Of them, true.</param>
internal sealed record LeadsMeasured(LeadKind Kind, LeadBand Band, int Judged, int True, int Open, int Confirmed, int Rejected)
{
    public double Precision => Judged == 0 ? 1 : (double)True / Judged;

    /// <summary>Every kind and band that has leads.</summary>
    public static IReadOnlyList<LeadsMeasured> Of(IncidentState state, KnownTruth truth)
    {
        var records = RecordsOf(truth);
        return
        [
            .. from lead in state.Leads.Values
               let isTrue = records.IsTrue(lead.Kind, lead.Left, lead.Right)
               where isTrue is not null
               group (lead, IsTrue: isTrue.Value) by (lead.Kind, lead.Band) into g
               orderby g.Key.Kind, g.Key.Band descending
               select new LeadsMeasured(
                   g.Key.Kind, g.Key.Band, g.Count(), g.Count(l => l.IsTrue),
                   g.Count(l => l.lead.Status is LeadStatus.Open or LeadStatus.CannotTellYet), g.Count(l => l.lead.Status == LeadStatus.Confirmed), g.Count(l => l.lead.Status == LeadStatus.Rejected)),
        ];
    }

    /// <summary>
    /// Of the people on record under more than one person id, how many pairs of those ids a lead or a link joins: the
    /// share of true duplicates that anybody was told of.
    /// </summary>
    public static (int Pairs, int Joined) Recall(IncidentState state, KnownTruth truth)
    {
        var groups = new Groups();
        foreach (var person in state.People.Values.Where(p => p.CountedAs is not null)) { groups.Join(person.Id, person.CountedAs!.Value); }

        var records = RecordsOf(truth);
        foreach (var lead in state.Leads.Values.Where(l => l.Kind == LeadKind.SamePerson && records.IsTrue(l.Kind, l.Left, l.Right) == true))
        {
            groups.Join(state.Records[lead.Left].Person, state.Records[lead.Right].Person);
        }

        var (pairs, joined) = (0, 0);
        foreach (var person in truth.Households.SelectMany(h => h.People))
        {
            var ids = person.Records.Select(r => new Id<Record>(r)).Where(state.Records.ContainsKey).Select(r => state.Records[r].Person).Distinct().ToList();
            for (var i = 0; i < ids.Count; i++)
            {
                for (var j = i + 1; j < ids.Count; j++)
                {
                    pairs++;
                    joined += groups.Root(ids[i]) == groups.Root(ids[j]) ? 1 : 0;
                }
            }
        }

        return (pairs, joined);
    }

    /// <summary>Whom each record is truly about.</summary>
    public static RecordTruth RecordsOf(KnownTruth truth)
    {
        var records = new RecordTruth();
        records.Learn(truth.Households.SelectMany(h => h.People).SelectMany(p => p.Records.Select(r => new Reports.About(new(r), p.Id))));
        return records;
    }

    private sealed class Groups
    {
        private readonly Dictionary<Id<Person>, Id<Person>> _up = [];

        public Id<Person> Root(Id<Person> id)
        {
            while (_up.TryGetValue(id, out var up)) { id = up; }

            return id;
        }

        public void Join(Id<Person> one, Id<Person> other)
        {
            var (a, b) = (Root(one), Root(other));
            if (a != b) { _up[a] = b; }
        }
    }
}
