namespace Homeward.Domain;

/// <summary>Opening an incident, who takes part, who must be told, what was stated.</summary>
internal static class IncidentDecisions
{
    public static Decision Decide(IncidentState state, Actor actor, Command command) => command switch
    {
        OpenIncident c => Open(state, c),
        AddOrganisation c => AddOrganisation(state, c),
        VouchFor c => Vouch(state, actor, c),
        TakeBackVouching c => !state.Vouching.TryGetValue(c.Organisation, out var known) || known.By.All(voucher => voucher.Organisation != actor.Organisation)
            ? Decision.AlreadySo
            : new VouchingTakenBack(c.Organisation, actor.Organisation),
        AddPlace c => AddPlace(state, c),
        ListAgency c => state.Agencies.Any(a => a.Id == c.Agency) ? Decision.AlreadySo : Limits.Text(c.Name, 200) ?? (Decision)new AgencyListed(c.Agency, c.Name),
        TellAgency c => Tell(state, c),
        AcknowledgeAgency c => Acknowledge(state, c),
        StateFigure c => StateFigure(state, c),
        EnrolReportingKey c => state.ReportingKeys.ContainsKey(c.Key) ? Decision.AlreadySo
            : c.Place is { } at && !state.Places.ContainsKey(at) ? (Refusal)RefusalReason.NoSuchPlace
            : c.PublicKey.Length != ReportingKey.Length ? new Refusal(RefusalReason.KeyUnreadable, nameof(c.PublicKey))
            : new ReportingKeyEnrolled(c.Key, actor.Organisation, c.Place, c.PublicKey),
        EndReportingKey c => !state.ReportingKeys.TryGetValue(c.Key, out var known) ? (Refusal)RefusalReason.NoSuchRecord
            : known.Organisation != actor.Organisation ? (Refusal)RefusalReason.BelongsToAnotherOrganisation
            : known.EndedAt is not null ? Decision.AlreadySo
            : new ReportingKeyEnded(c.Key),
        BeginImport c => state.UnfinishedImports.Any(import => import.Id == c.Import) ? Decision.AlreadySo
            : c.Place is { } place && !state.Places.ContainsKey(place) ? (Refusal)RefusalReason.NoSuchPlace
            : new ImportBegun(c.Import, actor.Organisation, c.Place, c.Rows),
        FinishImport c => state.UnfinishedImports.Find(import => import.Id == c.Import) is not { } unfinished ? Decision.AlreadySo
            : unfinished.Owner != actor.Organisation ? (Refusal)RefusalReason.BelongsToAnotherOrganisation
            : new ImportFinished(c.Import),
        _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
    };

    private static Decision Open(IncidentState state, OpenIncident c)
    {
        if (state.Incident is not null)
        {
            return (Refusal)RefusalReason.IncidentAlreadyOpen;
        }

        if ((Limits.Text(c.Incident.Code, 40) ?? Limits.Text(c.Incident.Name, 200)) is { } wrong)
        {
            return wrong;
        }

        return new List<IncidentEvent>([new IncidentOpened(c.Incident), .. c.Agencies.Select(a => new AgencyListed(a.Id, a.Name))]);
    }

    private static Decision AddOrganisation(IncidentState state, AddOrganisation c) =>
        state.Organisations.ContainsKey(c.Organisation.Id) ? Decision.AlreadySo
        : Limits.Text(c.Organisation.Name, 200) ?? (Decision)new OrganisationJoined(c.Organisation, Unvouched: state.Records.Count > 0);

    // Whoever joins when there is something to see is let in by one organisation and told of others' people by two.
    private static Decision Vouch(IncidentState state, Actor actor, VouchFor c) =>
        !state.Organisations.ContainsKey(c.Organisation) ? (Refusal)RefusalReason.NoSuchOrganisation
        : !state.Vouching.TryGetValue(c.Organisation, out var known) || known.By.Any(voucher => voucher.Organisation == actor.Organisation) ? Decision.AlreadySo
        : c.Organisation == actor.Organisation || !state.IsVouchedFor(actor.Organisation) ? (Refusal)RefusalReason.NotVouchedFor
        : new OrganisationVouchedFor(c.Organisation, actor.Organisation);

    private static Decision AddPlace(IncidentState state, AddPlace c) =>
        state.Places.ContainsKey(c.Place.Id) ? Decision.AlreadySo
        : c.Place.RunBy is { } by && !state.Organisations.ContainsKey(by) ? (Refusal)RefusalReason.NoSuchOrganisation
        : Limits.Text(c.Place.Name, 200) ?? (Decision)new PlaceAdded(c.Place);

    private static Decision Tell(IncidentState state, TellAgency c) =>
        state.Agencies.Find(a => a.Id == c.Agency) is not { } agency ? (Refusal)RefusalReason.NoSuchAgency
        : agency.Tellings.Any(t => t.Id == c.Telling) ? Decision.AlreadySo
        : Limits.Text(c.Said, 2000) ?? (Decision)new AgencyTold(c.Agency, c.Telling, c.Means, c.Said);

    private static Decision Acknowledge(IncidentState state, AcknowledgeAgency c) =>
        state.Agencies.Find(a => a.Id == c.Agency) is not { } agency ? (Refusal)RefusalReason.NoSuchAgency
        : agency.Acknowledged is not null ? Decision.AlreadySo
        : Limits.Text(c.ByWhom, 200) ?? (Decision)new AgencyAcknowledged(c.Agency, c.ByWhom);

    private static Decision StateFigure(IncidentState state, StateFigure c)
    {
        if (state.Figures.Any(f => f.Id == c.Figure))
        {
            return Decision.AlreadySo;
        }

        var wrong = Limits.Text(c.About, 200) ?? Limits.Text(c.SaidBy, 200) ?? Limits.Text(c.Source, 500) ?? Limits.Text(c.Words, 1000);
        return wrong ?? (Decision)new FigureStated(c.Figure, c.About, c.Value, c.Low, c.High, c.SaidBy, c.AsOf, c.Source, c.Words, c.Subject);
    }
}
