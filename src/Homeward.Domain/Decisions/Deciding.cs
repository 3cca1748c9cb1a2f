namespace Homeward.Domain;

/// <summary>
/// Turns a request into events or a refusal, on one state. Pure: no clock, no randomness, no I/O; the same state,
/// request and time always give the same decision, which is what lets a batch be decided again after a failed append.
/// </summary>
public static class Deciding
{
    // A phone's clock may be off; a report from the near future is a wrong clock, one from tomorrow is a typing error.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromHours(1);

    /// <summary>Decides one request.</summary>
    /// <param name="now">The time that will be recorded.</param>
    public static Decision Decide(this IncidentState state, Request request, DateTimeOffset now)
    {
        var (actor, command) = (request.Actor, request.Command);
        if (state.Incident is null && command is not OpenIncident)
        {
            return (Refusal)RefusalReason.IncidentNotOpen;
        }

        if (!Permissions.May(actor.Role, command))
        {
            return (Refusal)RefusalReason.NotAllowedForRole;
        }

        if (state.ClosedAt is not null && !RetentionDecisions.IsAllowedWhenClosed(command))
        {
            return (Refusal)RefusalReason.IncidentClosed;
        }

        if (request.Occurred > now + ClockTolerance)
        {
            return new Refusal(RefusalReason.TimeInFuture, nameof(Request.Occurred));
        }

        if (request.ReadAt is { } read && state.VersionOf(read.Stream) != read.Version)
        {
            return (Refusal)RefusalReason.SomebodyWasFaster;
        }

        var decision = Decide(state, request, now, actor, command);
        // Whoever read the page before a record was destroyed can't add to it any more.
        return decision is not Decision.Accepted accepted ? decision
            : accepted.Events.Any(happened => happened.SealedUnder is { } record && state.Expired.ContainsKey(record)) ? (Refusal)RefusalReason.NoSuchRecord
            : DutyOfficer.Follow(state, request, now, accepted);
    }

    private static Decision Decide(IncidentState state, Request request, DateTimeOffset now, Actor actor, Command command) =>
        command switch
        {
            OpenIncident or AddOrganisation or VouchFor or TakeBackVouching or AddPlace or ListAgency or TellAgency or AcknowledgeAgency or StateFigure or EnrolReportingKey or EndReportingKey
                or BeginImport or FinishImport => IncidentDecisions.Decide(state, actor, command),
            ReportChild or ReportAdult or CorrectDetails or AddNote or NoteNeeds or ReportWhereabouts or MakeDeclaration or RequestTracing =>
                ReportDecisions.Decide(state, actor, command),
            ExpectOnRoll or MarkRoll or TakeBackHere => RollDecisions.Decide(state, actor, command, request.Occurred),
            SeeChild or TakeIn or OfferTransfer or AcceptTransfer or DeclineTransfer or WithdrawTransfer or ReportLeftOutsideGate or AnswerAlarm
                or AssignWorker or ConfirmDeath or TakeBackDeath or SetNotCounted or CountAgain => CustodyDecisions.Decide(state, actor, command),
            ClaimRelationship or VerifyRelationship or RefuteRelationship or LinkPersons or UnlinkPersons => FamilyDecisions.Decide(state, actor, command),
            SayWhichStands c => WhichStands.Decide(state, actor, c),
            ProposeLead or WithdrawLead or DecideLead or UndoLeadDecision => LeadDecisions.Decide(state, actor, command),
            CompareBlindAnswers or AgreeToNames or OpenFirstNames or AgreeToContact or StopDisclosure or SharePlan or ResumeDisclosure or TakeUpLead =>
                DisclosureDecisions.Decide(state, actor, command, now),
            OpenFamilyPage or CloseFamilyPage or IssueFamilyCard or RevokeFamilyCard or SayFamilyAnswer or CountMistypedPin =>
                FamilyCardDecisions.Decide(state, actor, command),
            ReceiveClaim or NoteClaimContact or CloseClaim => PublicClaimDecisions.Decide(state, actor, command),
            SealFact or ReportHandedOver => VerificationDecisions.Decide(state, actor, command),
            BreakGlass or ReviewGlass or ShowByCode => GlassDecisions.Decide(state, actor, command, now),
            PlaceHold or LiftHold or AcknowledgeReceipt or CloseIncident or ReopenIncident or CarryOutExpiry =>
                RetentionDecisions.Decide(state, actor, command, now),
            RaiseRestriction or UpholdRestriction or FindUnfounded or AskToLift or ConfirmLift => RestrictionDecisions.Decide(state, actor, command),
            StartRelease or SeeIdentity or ShowRight or AskChild or AnswerFact or RaiseDoubt or ClearDoubt or SayNotThisAdult or LetSiblingStay or ConfirmAsSecondPerson
                or ApproveAsSupervisor or CompleteRelease or RefuseRelease or AbandonRelease => ReleaseDecisions.Decide(state, actor, command, now),
            _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
        };
}
