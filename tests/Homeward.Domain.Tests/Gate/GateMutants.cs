using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Homeward.Domain.Tests;

/// <summary>
/// Takes each condition out of the rules of release, one at a time, in a copy of the source, and expects
/// <see cref="ReleaseGateProof"/> to notice. In the suite only the list itself is checked; the proof runs it.
/// </summary>
public sealed class GateMutants(ITestOutputHelper output)
{
    private const string Gate = "Release/ReleaseGate.cs";
    private const string Right = "Release/RightToCollectChild.cs";
    private const string Bars = "Release/Barred.cs";
    private const string Steps = "Decisions/ReleaseDecisions.cs";
    private const string Restrictions = "Decisions/RestrictionDecisions.cs";
    private const string Custody = "Decisions/CustodyDecisions.cs";
    private const string Roll = "Decisions/RollDecisions.cs";
    private const string Family = "Decisions/FamilyDecisions.cs";
    private const string Leads = "Decisions/LeadDecisions.cs";
    private const string Maybe = "State/MaybeSame.cs";
    private const string Lead = "State/Family.cs";
    private const string Which = "Decisions/WhichStands.cs";
    private const string May = "Decisions/Permissions.cs";
    private const string Facts = "Verification/FamilyFacts.cs";
    private const string Shared = "Verification/SharedClaims.cs";
    private const string Story = "State/ChildStory.cs";
    private const string Verify = "Decisions/VerificationDecisions.cs";
    private const string Apply = "State/Apply.cs";

    private static readonly (string Condition, string File, string Text, string Without)[] Mutants =
    [
        ("identity was seen", Gate, "release.Identity is null)\n", "false)\n"),
        ("a right was shown", Gate, "release.Right is not { } right || !RightToCollectChild.Stands(state, right, child)", "false"),
        ("the right still stands at the end", Gate, "|| !RightToCollectChild.Stands(state, right, child)", "|| right is null"),
        ("the child was asked", Gate, "release.Answer is null || (", "release.Answer is not null && ("),
        ("too young is too young at the end", Gate, "(release.Answer.Says == ChildSays.TooYoung && !MayBeTooYoung(state, child))", "false"),
        ("the child's no holds", Gate, "if (release.Answer?.Says == ChildSays.No)", "if (false)"),
        ("siblings left behind are noticed", Gate, "if (SiblingsLeftBehind(state, release).Any())", "if (false)"),
        ("siblings somebody noted", Gate, "state.Cluster(child).SelectMany(p => p.Child!.Siblings)", "state.Cluster(child).Take(0).SelectMany(p => p.Child!.Siblings)"),
        ("siblings by a parent they share", Gate, "from relationship in ParentsOrChildren(state, child)", "from relationship in ParentsOrChildren(state, child).Take(0)"),
        ("a sibling who goes along goes with the same adult", Gate, "state.Find(state.Records[r.Claimant].Person)!.Id == claimant.Id);", "r.Id != default);"),
        ("a second person confirmed", Gate, "if (release.SecondPerson is null)", "if (false)"),
        ("a supervisor approved what needs one", Gate, " && NeedsSupervisor(state, release))", " && false)"),
        ("without documents a supervisor is needed", Gate, "release.Identity is { How: not IdentitySeenBy.PhotoDocument }\n        || ", ""),
        ("a court document needs a supervisor", Gate, "|| release.Right is { Kind: RightToCollect.CourtDocument }\n", "\n"),
        ("one's own word needs a supervisor", Gate, "(release.Right is { } right && RightToCollectChild.IsOwnWord(", "(false && release.Right is { } right && RightToCollectChild.IsOwnWord("),
        ("an earlier no needs a supervisor", Gate, "earlier.Answer?.Says == ChildSays.No\n        || ", ""),
        ("an earlier not-yet needs a supervisor", Gate, "|| earlier.RefusedBecause == RefusedBecause.NotYet\n", "\n"),
        ("an earlier doubt needs a supervisor", Gate, "|| (earlier.DoubtRaised && earlier.DoubtClearedBy is null)", ""),
        ("an age speaks against too young", Gate, "(said.Age is not { } age || age.LowYears <= TooYoungUpTo)", "true"),
        ("a date of birth speaks against too young", Gate, "&& (said.BirthDate is not { } born || state.LastRecorded.Year - born.Year <= TooYoungUpTo + 1)", ""),
        ("a restriction that names this adult", Gate, "bars == Bars.Yes || ", ""),
        ("a restriction that may mean this adult", Gate, " || (bars == Bars.Perhaps && !release.NotThisAdult.Contains(restriction.Id))", ""),
        ("a doubt about identity", Gate, "if (release.DoubtRaised)", "if (false)"),
        ("a refuted relationship", Gate, "if (RightToCollectChild.Refuted(", "if (false && RightToCollectChild.Refuted("),
        ("a right that names somebody else", Gate, "if (release.Right is { } right && !RightToCollectChild.NamesClaimant(", "if (false && release.Right is { } right && !RightToCollectChild.NamesClaimant("),

        ("questions are the sealed ones", Gate, "release.Identity is { How: IdentitySeenBy.VerificationQuestions } && FamilyFacts", "false && FamilyFacts"),
        ("answers that differ hold", Gate, "if (FamilyFacts.Of(state, release).Differ)", "if (false)"),
        ("answers that differed before need a supervisor", Gate, "\n        || (!earlier.Tries.IsEmpty && FamilyFacts.Of(state, earlier).Differ)", ""),
        ("answers were sealed before somebody came", Facts, "fact.Position < opened", "fact.Position < long.MaxValue"),
        ("an adult nobody has seen seals nothing for another", Facts, "(!IsClaimant(adult) && IsSeen(adult))", "!IsClaimant(adult)"),
        ("one answer isn't enough", Facts, "public const int Enough = 2;", "public const int Enough = 1;"),
        ("whoever heard an answer doesn't ask it", Steps, "if (fact.By == actor.User)", "if (false)"),
        ("two tries a question", Steps, "facts.TriesLeft(fact) <= 0 || ", ""),
        ("twelve tries a child", Steps, " || Counting.Attempts(state, child).Sum(attempt => attempt.Tries.Length) >= FamilyFacts.TriesPerChild", ""),
        ("an answer asks everybody again", Apply, "FactTried e => Undecided(release) with", "FactTried e => release with"),
        ("who seals answers", May, "SealFact => role is", "SealFact => ReadsAndReports(role) || role is"),
        ("records only just joined hold", Gate, "if (LinksUnder(state, release).Any(link => now - link.At < FreshLink))", "if (false)"),
        ("a right on a joined record needs a supervisor", Gate, "\n        || LinksUnder(state, release).Any()\n", "\n"),
        ("the supervisor isn't who joined the records", Gate, " || LinksUnder(state, release).Any(link => link.By == supervisor)", ""),
        ("who came for other children needs a supervisor", Gate, "\n        || !SharedClaims.Of(state, release).IsEmpty", ""),
        ("the same adult for another child", Shared, "yield return (SharedBy.SamePerson, claim);", ""),
        ("the same telephone for another child", Shared, "case 'p':", "case 'q':"),
        ("the same document for another child", Shared, "case 'd':", "case 'e':"),
        ("the same name and look for another child", Shared, "if (LookAlike(record, state.Records[claim.By]))", "if (false)"),
        ("who is named for one child isn't for another", Shared, " && (expected ??= IsExpected(state, claimant, child))", " && true"),
        ("the other child's adult was named too", Shared, "IsExpected(state, state.Records[claim.By], other) && ", "true && "),
        ("a hand-over without the gate alarms", Story, "Alarm = true,\n            Chain = child.Chain.Add(Step(CustodyStepKind.HandedOver", "Chain = child.Chain.Add(Step(CustodyStepKind.HandedOver"),
        ("a restriction that comes too late alarms", Restrictions, "return Barred.AdultWith(state, child) is { } adult && ", "return Barred.AdultWith(state, child) is { } adult && false && "),
        ("a hand-over without the gate ends what was open", Verify, "new List<IncidentEvent>(Counting.EndAttempts(state, child))", "new List<IncidentEvent>()"),

        ("a declaration speaks of this child", Right, "FirstOrDefault(d => state.Find(d.Child)?.Id == child.Id)", "FirstOrDefault()"),
        ("a refuted parent declares nothing", Right, " && !Refuted(state, child, state.Find(declaration.Adult)!)", ""),
        ("a roll entry came from a roll", Right, "record.Source is Source.Roll && ", ""),
        ("a roll entry speaks of this child", Right, "&& state.Find(record.Person)?.Id == child.Id", ""),
        ("a roll entry was made by whoever runs the place", Right, " && (state.Places[place].RunBy ?? record.Owner) == record.Owner", ""),
        ("the child is on that roll", Right, "&& state.Cluster(child).Any(p => p.Child!.Rolls.Any(r => r.Place == place))", ""),
        ("a relationship was verified", Right, "is { Status: RelationshipStatus.Verified },", "is not null,"),
        ("a relationship speaks of this child", Right, "&& state.Find(relationship.Child)?.Id == child.Id", ""),
        ("a declaration names the claimant", Right, "return Is(state, claimant, state.Find(declaration.Adult)!)\n", "return true || Is(state, claimant, state.Find(declaration.Adult)!)\n"),
        ("a roll entry names the claimant", Right, "return RollEntry(state, right, child) is not { Details: { } entry }\n", "return true || RollEntry(state, right, child) is not { Details: { } entry }\n"),
        ("a verified relationship is the claimant's", Right, "return Relationship(state, right, child) is not { } relationship || ", "return true || Relationship(state, right, child) is not { } relationship || "),
        ("a refuted relationship is this adult's", Right, "r.Status == RelationshipStatus.Refuted && ", "false && "),
        ("an adult nobody has seen taken has only a word", Right, "is { Whereabouts: null or Whereabouts.Unknown } adult", "is { Whereabouts: Whereabouts.Unknown } adult"),

        ("restrictions of linked persons count", Bars, "state.Cluster(child).SelectMany(", "new[] { child }.SelectMany("),
        ("restrictions on a child who may be this one hold", Gate, "in Barred.Possible(state, child))", "in Barred.Possible(state, child).Take(0))"),
        ("a lead nobody can tell yet still holds", Lead, "Kind == LeadKind.SamePerson && Status is LeadStatus.Open or LeadStatus.CannotTellYet", "Kind == LeadKind.SamePerson && Status is LeadStatus.Open"),
        ("leads of linked persons hold", Maybe, "foreach (var member in state.Cluster(person))", "foreach (var member in new[] { person })"),
        ("a lead that holds is rejected by a supervisor", Leads, "if (!Permissions.Supervises(actor.Role))", "if (false)"),
        ("a lead that holds isn't rejected by whoever hands over", Leads, ".Any(release => release.StartedBy == actor.User)", ".Any(release => release.StartedBy == default)"),
        ("a lead that holds isn't dropped by a machine", Leads, ": Barred.Holds(state, lead) ? Decision.AlreadySo\n", "\n"),
        ("everybody is barred", Bars, "if (restriction.BarsEverybody)", "if (false)"),
        ("the same person is barred", Bars, "if (barred.Any(b => b.Id == atTheDesk.Id))", "if (false)"),
        ("both the known and the named adult are barred", Bars, "if (restriction.AgainstRecord is { } record)", "if (restriction.AgainstRecord is { } record && restriction.Against is null)"),
        ("a like name may be the barred adult", Bars, "|| Names.ShareAPart(AllNames(theirs), AllNames(ours))\n", "\n"),
        ("a shared phone may be the barred adult's", Bars, "|| (Digits(theirs.Phone) is { Length: >= 7 } phone && phone == Digits(ours.Phone))", ""),
        ("what was said before a correction counts", Bars, "record.Earlier.Select(e => (PersonDetails?)e.Details).Append(record.Details)", "new[] { record.Details }"),

        ("nobody releases a child who died", Steps, "child.Died ? RefusalReason.ChildDied\n        : ", ""),
        ("nobody releases a child in nobody's care", Steps, "child.Custody is not { } custody ? RefusalReason.NotInCare", "child.Custody is not { } custody ? null"),
        ("nobody releases while a hand-over is pending", Steps, ": child.Offer is not null ? RefusalReason.OfferPending\n", "\n"),
        ("nobody releases another organisation's child", Steps, ": custody.Holder.Organisation is { } holder && holder != desk ? RefusalReason.NotYourCustody\n", "\n"),
        ("custody is checked again at the end", Steps, "if (InTheWay(release.DeskOrganisation, child.Child!) is { } refusal)", "if (InTheWay(release.DeskOrganisation, child.Child!) is { Field: \"x\" } refusal)"),
        ("one attempt at a time", Steps, "if (Counting.OpenAttempts(state, child).Any())", "if (false)"),
        ("an ended attempt has ended", Steps, "if (release.Status != ReleaseStatus.Open)", "if (false)"),
        ("only this desk, or child protection", Steps, "release.DeskOrganisation == actor.Organisation || actor.Role == Role.ChildProtection\n", "true\n"),
        ("the gate is asked", Steps, "ReleaseGate.Answer.Open => new", "_ when release.SecondPerson is not null => new"),
        ("a right is there when it is shown", Steps, "return RightToCollectChild.Stands(state, right, child)\n", "return right is not null\n"),
        ("a court document is named", Steps, "c.Kind == RightToCollect.CourtDocument && string.IsNullOrWhiteSpace(c.CourtDocument)", "false"),
        ("a no is never asked again", Steps, "release.Answer?.Says == ChildSays.No ?", "false ?"),
        ("too young is too young when it is said", Steps, "c.Says == ChildSays.TooYoung && !ReleaseGate.MayBeTooYoung(state, child) ?", "false ?"),
        ("a restriction stands against this child when somebody decides about it", Steps, "Barred.StandingOrPossible(state, child).FirstOrDefault(r => r.Id == c.Restriction)", "state.Restrictions.Values.FirstOrDefault(r => r.Id == c.Restriction)"),
        ("whoever started doesn't decide about a restriction", Steps, "if (release.StartedBy == actor.User)\n", "if (false)\n"),
        ("a restriction that names this adult isn't decided away", Steps, "return Barred.Means(state, restriction, state.Records[release.Claimant]) == Bars.Yes\n", "return false\n"),
        ("whoever started doesn't clear a doubt", Steps, "r.StartedBy == actor.User ? (Refusal)RefusalReason.NeedsAnotherPerson\n            : Limits", "false ? (Refusal)RefusalReason.NeedsAnotherPerson\n            : Limits"),
        ("a second person has something to confirm", Steps, "r.Identity is null || r.Right is null || r.Answer is null ? new", "r.Identity is null ? new"),
        ("the second person isn't who started", Steps, ": r.StartedBy == actor.User || r.Identity.SeenBy == actor.User || r.Supervisor == actor.User ?", ": r.Identity.SeenBy == actor.User || r.Supervisor == actor.User ?"),
        ("the second person isn't who saw the identity", Steps, ": r.StartedBy == actor.User || r.Identity.SeenBy == actor.User || r.Supervisor == actor.User ?", ": r.StartedBy == actor.User || r.Supervisor == actor.User ?"),
        ("the second person isn't the supervisor", Steps, ": r.StartedBy == actor.User || r.Identity.SeenBy == actor.User || r.Supervisor == actor.User ?", ": r.StartedBy == actor.User || r.Identity.SeenBy == actor.User ?"),
        ("a supervisor has something to approve", Steps, "r.Identity is null || r.Right is null ? new", "r.Identity is null ? new"),
        ("the supervisor isn't who started", Steps, ": r.StartedBy == actor.User || r.Identity.SeenBy == actor.User || r.SecondPerson == actor.User ?", ": r.Identity.SeenBy == actor.User || r.SecondPerson == actor.User ?"),
        ("the supervisor isn't who saw the identity", Steps, ": r.StartedBy == actor.User || r.Identity.SeenBy == actor.User || r.SecondPerson == actor.User ?", ": r.StartedBy == actor.User || r.SecondPerson == actor.User ?"),
        ("the supervisor isn't the second person", Steps, ": r.StartedBy == actor.User || r.Identity.SeenBy == actor.User || r.SecondPerson == actor.User ?", ": r.StartedBy == actor.User || r.Identity.SeenBy == actor.User ?"),

        ("a verified restriction isn't found unfounded", Restrictions, "FindUnfounded c => OnActive(state, c.Restriction, r => r.Verified\n", "FindUnfounded c => OnActive(state, c.Restriction, r => false\n"),
        ("nobody finds one's own restriction unfounded", Restrictions, "r.RaisedBy == actor.User || AtTheDesk", "AtTheDesk"),
        ("whoever hands over doesn't find a restriction unfounded", Restrictions, " || AtTheDesk(state, r, actor)", ""),
        ("lifting takes two people", Restrictions, "r.LiftAskedBy is not { } first || first == actor.User", "r.LiftAskedBy is null"),
        ("lifting takes somebody who asked", Restrictions, "r.LiftAskedBy is not { } first || first == actor.User", "r.LiftAskedBy == actor.User"),
        ("lifting takes the court document", Restrictions, "string.IsNullOrWhiteSpace(document) ? RefusalReason.CourtDocumentNeeded : ", ""),
        ("a restriction stays with everybody counted as the child", Apply, "foreach (var member in state.Cluster(child))", "foreach (var member in new[] { state.People[child.Id] })"),

        ("custody has one holder", Custody, "if (child.Custody is { } custody)\n        {\n            return custody.Holder == c.Holder", "if (child.Custody is { } custody && custody.Holder == c.Holder)\n        {\n            return custody.Holder == c.Holder"),
        ("a released child is taken back by a supervisor", Custody, "if (child.ReleasedBy is not null && !Permissions.Supervises(actor.Role))", "if (false)"),
        ("a transfer ends what was open", Custody, "[.. Counting.EndAttempts(state, person), .. Counting.Enter(person.Id, child), new TransferAccepted", "[.. Counting.Enter(person.Id, child), new TransferAccepted"),
        ("leaving ends what was open", Custody, "[.. Counting.EndAttempts(state, person), .. Counting.Enter(person.Id, child), new LeftOutsideGate", "[.. Counting.Enter(person.Id, child), new LeftOutsideGate"),
        ("only what the roll did is taken back on the roll", Roll, "is not { BeforeTap: not null } custody ||", "is not { } custody ||"),
        ("a mark stays once somebody began to hand the child over", Roll, "|| Counting.Attempts(state, person).Any(release => release.StartedAt >= tapped.Recorded)", ""),
        ("a mark stays while the child is offered", Roll, "tapped.Kind != CustodyStepKind.TakenIn || ", ""),
        ("a death is taken back by two people", Custody, "if (child.DeathDoubtedBy == actor.User)", "if (false)"),
        ("a death is taken back after somebody doubted it", Custody, "?? (child.DeathDoubtedBy is null\n", "?? (child.DeathDoubtedBy is not null\n"),
        ("two holders are never one child", Which, "(a.Custody is { } with && b.Custody is { } alsoWith && !SameHolder(state, with.Holder, alsoWith.Holder))\n            || ", ""),
        ("held and released are never one child", Which, "|| (Ended(a) && b.Custody is not null)\n            || (Ended(b) && a.Custody is not null)", ""),
        ("two people say which custody stands", Which, "said is not null && said.By != actor.User && (forHolder || said.ForHolder)", "forHolder"),
        ("the two who say which custody stands are two", Which, "said is not null && said.By != actor.User && ", "said is not null && "),
        ("whoever loses custody has a word", Which, " && (forHolder || said.ForHolder)", ""),
        ("what was said of other whereabouts isn't said of these", Which, " && (stands.Child.Chain.Length, other.Child!.Chain.Length) == (said.Steps, said.OtherSteps)", ""),
        ("a death isn't outvoted", Which, "if (aside.Died && !facts.Died)", "if (false)"),
        ("which custody stands ends what was open", Which, "[.. Counting.EndAttempts(state, stands), .. Counting.EndAttempts(state, other), new Which", "[new Which"),
        ("a link under a restriction is taken back by a supervisor", Family, "Barred.Standing(state, child).Any() && !Permissions.Supervises(actor.Role)", "false"),
        ("who claimed a relationship doesn't verify it", Family, "if (relationship.ClaimedBy == actor.User)", "if (false)"),
        ("a relationship is decided once", Family, "if (relationship.Status != RelationshipStatus.Claimed)", "if (false)"),

        ("new identity asks everybody again", Apply, "IdentitySeen e => Undecided(release) with", "IdentitySeen e => release with"),
        ("a new right asks everybody again", Apply, "RightShown e => Undecided(release) with", "RightShown e => release with"),
        ("a new answer asks everybody again", Apply, "ChildAsked e => Unconfirmed(release) with", "ChildAsked e => release with"),
        ("a doubt cleared is cleared for that evidence", Apply, "Unconfirmed(release) with { DoubtClearedBy = null };", "Unconfirmed(release);"),
        ("a doubt raised again isn't cleared", Apply, "release with { DoubtRaised = true, DoubtClearedBy = null }", "release with { DoubtRaised = true }"),

        ("supervisors clear and approve", May, "ClearDoubt or SayNotThisAdult or ApproveAsSupervisor => Supervises(role),", "ClearDoubt or SayNotThisAdult or ApproveAsSupervisor => ReadsAndReports(role),"),
        ("supervisors decide about restrictions", May, "UpholdRestriction or FindUnfounded or AskToLift or ConfirmLift => Supervises(role),", "UpholdRestriction or FindUnfounded or AskToLift or ConfirmLift => ReadsAndReports(role),"),
        ("a desk is a desk's task", May, "            role is Role.Release or Role.Supervisor or Role.ChildProtection,\n        ConfirmAs", "            ReadsAndReports(role),\n        ConfirmAs"),
        ("a second person's task", May, "ConfirmAsSecondPerson => role is Role.Release or", "ConfirmAsSecondPerson => ReadsAndReports(role) || role is Role.Release or"),
        ("who verifies relationships", May, "VerifyRelationship or RefuteRelationship => role is", "VerifyRelationship or RefuteRelationship => ReadsAndReports(role) || role is"),
    ];

    [Fact]
    public void Every_condition_in_the_list_is_in_the_code_once()
    {
        foreach (var (condition, file, text, _) in Mutants)
        {
            var source = File.ReadAllText(Path.Combine(Repository.Root, "src", "Homeward.Domain", file));
            Assert.True(source.Split(text).Length == 2, $"\"{condition}\": {file} holds this text {source.Split(text).Length - 1} times, not once: {text}");
        }
    }

    [Fact]
    public void Taking_out_any_one_condition_is_noticed()
    {
        if (!Proof.Thorough)
        {
            output.WriteLine("The list was checked; ./dev prove takes the conditions out, one by one.");
            return;
        }

        var copy = Directory.CreateTempSubdirectory("homeward-gate-").FullName;
        try
        {
            Copy(Repository.Root, copy);
            Build(copy, "tests/Homeward.Domain.Tests");
            Assert.True(Runs(copy, TimeSpan.FromMinutes(15)).Passed, "The proof doesn't even pass on the code as it is.");
            var table = new StringBuilder("| without this condition | noticed after | what the test said |\n|---|---|---|\n");
            var unnoticed = new List<string>();
            foreach (var (condition, file, text, without) in Mutants)
            {
                var path = Path.Combine(copy, "src", "Homeward.Domain", file);
                var whole = File.ReadAllText(path);
                File.WriteAllText(path, whole.Replace(text, without, StringComparison.Ordinal));
                Build(copy, "src/Homeward.Domain");
                File.Copy(Path.Combine(copy, Built("Homeward.Domain")), Path.Combine(copy, Built("Homeward.Domain.Tests"), "..", "Homeward.Domain.dll"), overwrite: true);
                var (passed, said, took) = Runs(copy, TimeSpan.FromMinutes(15));
                File.WriteAllText(path, whole);
                var row = string.Create(CultureInfo.InvariantCulture, $"| {condition} | {(passed ? "**not noticed**" : $"{took.TotalSeconds:F0} s")} | {said} |");
                output.WriteLine(row);
                table.AppendLine(row);
                if (passed)
                {
                    unnoticed.Add(condition);
                }
            }

            var report = Path.Combine(Repository.Root, "artifacts", "release-gate-mutants.md");
            File.WriteAllText(report, table.ToString());
            output.WriteLine($"The table is in {report}.");
            Assert.True(unnoticed.Count == 0, $"Nobody noticed that these were gone: {string.Join("; ", unnoticed)}");
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static string Built(string project) => $"artifacts/bin/{project}/release/{project}.dll";

    private static void Build(string copy, string project)
    {
        // What a condition guarded may be unused, or always true, once it is gone: no reason to stop the build.
        var (code, log) = Call(
            copy, "dotnet", $"build {project} -c Release -v q -nologo -p:TreatWarningsAsErrors=false -p:EnforceCodeStyleInBuild=false -p:RunAnalyzers=false", TimeSpan.FromMinutes(10));
        if (code != 0)
        {
            Assert.Fail($"A condition can't be taken out this way:\n{log}");
        }
    }

    private static (bool Passed, string Said, TimeSpan Took) Runs(string copy, TimeSpan atMost)
    {
        var started = Stopwatch.GetTimestamp();
        var (code, said) = Call(copy, "dotnet", $"{Built("Homeward.Domain.Tests")} -noColor -class {typeof(ReleaseGateProof).FullName}", atMost);
        var lines = said.Split('\n').Select(l => l.Trim());
        return (code == 0, lines.FirstOrDefault(l => l.StartsWith("Seed ", StringComparison.Ordinal))?.Split(": ", 2)[1] ?? lines.FirstOrDefault(l => l.Contains("Exception")) ?? "", Stopwatch.GetElapsedTime(started));
    }

    private static (int Code, string Said) Call(string folder, string program, string arguments, TimeSpan atMost)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // The suite's own number of histories, whatever this proof was asked for.
        start.Environment.Remove("HOMEWARD_PROVE");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(atMost))
        {
            process.Kill(entireProcessTree: true);
        }

        return (process.ExitCode, text + error.GetAwaiter().GetResult());
    }

    private static void Copy(string from, string to)
    {
        foreach (var name in new[] { "Directory.Build.props", "Directory.Packages.props", "global.json", "BannedSymbols.txt", ".editorconfig" })
        {
            File.Copy(Path.Combine(from, name), Path.Combine(to, name));
        }

        foreach (var project in new[] { "src/Homeward.Domain", "tests/Homeward.Domain.Tests" })
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(from, project), "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(to, Path.GetRelativePath(from, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }
    }
}
