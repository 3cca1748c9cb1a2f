namespace Homeward.Domain;

/// <summary>Which role may ask for what. Whose child or record it is, each decision checks for itself.</summary>
public static class Permissions
{
    /// <summary>Whether a role may send a command at all.</summary>
    public static bool May(Role role, Command command) => command switch
    {
        OpenIncident => role is Role.Coordinator or Role.Administrator,
        VouchFor or TakeBackVouching => role is Role.Coordinator or Role.Supervisor or Role.ChildProtection,
        // Not the roll or the desk: whoever asks the adult must not be who heard the answers.
        SealFact => role is Role.Intake or Role.Hotline or Role.Supervisor or Role.ChildProtection or Role.LegalAid,
        ReportHandedOver => role is Role.Release or Role.Intake or Role.Supervisor or Role.Coordinator or Role.ChildProtection,
        AddOrganisation or AddPlace or ListAgency => role is Role.Coordinator or Role.Administrator,
        TellAgency or AcknowledgeAgency or StateFigure => role is Role.Coordinator or Role.ChildProtection or Role.Hotline or Role.Supervisor,
        ProposeLead or WithdrawLead or CarryOutExpiry => role is Role.System,
        PlaceHold or LiftHold => role is Role.Supervisor or Role.Coordinator or Role.ChildProtection or Role.LegalAid or Role.PrivacyOfficer,
        CloseIncident or ReopenIncident or EnrolReportingKey or EndReportingKey => role is Role.Coordinator,
        // Nobody who is signed in asks for these: the open pages do, in nobody's name.
        ReceiveClaim or CountMistypedPin => role is Role.System,
        OpenFamilyPage or CloseFamilyPage => role is Role.Coordinator,
        IssueFamilyCard or RevokeFamilyCard or SayFamilyAnswer =>
            role is Role.Hotline or Role.Intake or Role.Supervisor or Role.Coordinator or Role.ChildProtection or Role.LegalAid,
        NoteClaimContact or CloseClaim => AnswersFamilies(role),
        DecideLead or UndoLeadDecision or LinkPersons or UnlinkPersons
            or CompareBlindAnswers or AgreeToNames or OpenFirstNames or AgreeToContact or StopDisclosure or SharePlan =>
            role is Role.Hotline or Role.Intake or Role.Supervisor or Role.Coordinator or Role.ChildProtection or Role.LegalAid,
        ExpectOnRoll or MarkRoll or TakeBackHere => role is Role.Roll or Role.Intake or Role.Release or Role.Supervisor or Role.Coordinator,
        TakeIn or OfferTransfer or AcceptTransfer or DeclineTransfer or WithdrawTransfer =>
            role is Role.Roll or Role.Intake or Role.Release or Role.Hotline or Role.Supervisor or Role.Coordinator or Role.ChildProtection,
        StartRelease or SeeIdentity or ShowRight or AskChild or AnswerFact or RaiseDoubt or LetSiblingStay or CompleteRelease or RefuseRelease or AbandonRelease =>
            role is Role.Release or Role.Supervisor or Role.ChildProtection,
        ConfirmAsSecondPerson => role is Role.Release or Role.Roll or Role.Intake or Role.Supervisor or Role.Coordinator or Role.ChildProtection,
        ClearDoubt or SayNotThisAdult or ApproveAsSupervisor => Supervises(role),
        UpholdRestriction or FindUnfounded or AskToLift or ConfirmLift => Supervises(role),
        SayWhichStands => Supervises(role),
        VerifyRelationship or RefuteRelationship => role is Role.Supervisor or Role.ChildProtection or Role.LegalAid,
        AssignWorker => role is Role.Supervisor or Role.Coordinator or Role.ChildProtection,
        BreakGlass => ReadsAndReports(role) && role is not Role.Roll,
        // A code over the telephone is in nobody's hands.
        ShowByCode => ReadsAndReports(role) && role is not Role.Hotline,
        ReviewGlass => Supervises(role) || role is Role.PrivacyOfficer,
        ResumeDisclosure or TakeUpLead => role is Role.ChildProtection,
        ConfirmDeath or TakeBackDeath => role is Role.ChildProtection,
        SetNotCounted or CountAgain => role is Role.Supervisor or Role.Coordinator or Role.ChildProtection,
        AnswerAlarm => role is Role.Supervisor or Role.Coordinator or Role.ChildProtection,
        _ => ReadsAndReports(role),
    };

    /// <summary>Roles that work with people at all. Administrators and privacy officers don't read cases; the system isn't a person.</summary>
    public static bool ReadsAndReports(Role role) => role is not (Role.System or Role.Administrator or Role.PrivacyOfficer);

    /// <summary>Roles that read what strangers wrote on the open pages, in the organisation that answers them.</summary>
    public static bool AnswersFamilies(Role role) => role is Role.Hotline or Role.Supervisor or Role.Coordinator or Role.ChildProtection;

    /// <summary>Roles that see why a gate stays closed and decide about it.</summary>
    public static bool Supervises(Role role) => role is Role.Supervisor or Role.ChildProtection;
}
