using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Homeward.Domain;
using Homeward.Web.Acting;
using Command = System.CommandLine.Command;

namespace Homeward.Commands;

/// <summary><c>homeward expiry</c>: what a server will destroy and when, what is held, and which receipts wait. A look; it destroys nothing.</summary>
internal static class ExpiryCommand
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Command Build()
    {
        var (data, incident, json) = (Options.Data(), Options.Incident(), Options.Json());
        var command = new Command("expiry", Options.WithExample(
            "Says how many records end when and why, how many stay and why, what is held, and which receipts wait. It destroys nothing: a running server does, every ten minutes.",
            "homeward expiry --data ./data --json")) { data, incident, json };
        command.SetAction(parsed =>
        {
            var state = Options.Read(Options.Existing(parsed.GetValue(data)!), parsed.GetValue(incident)).State(null);
            var (now, expiry) = (TimeProvider.System.GetUtcNow(), new Expiry(state));
            var fates = expiry.All().ToList();
            var ending = fates.Where(fate => fate.Ends is not null).Select(fate => (Ends: fate.Ends!, Held: fate.Hold is not null))
                .Concat(expiry.Claims().Select(claim => (claim.Ends, Held: claim.Hold is not null)))
                .GroupBy(one => (one.Ends.Reason, Day: DateOnly.FromDateTime(one.Ends.At.UtcDateTime), one.Held)).OrderBy(one => one.Key.Day)
                .Select(one => new { Why = WordChoices.Sent(one.Key.Reason), On = one.Key.Day.ToString("o", CultureInfo.InvariantCulture), one.Key.Held, Records = one.Count() }).ToList();
            var staying = fates.Where(fate => fate.Stays is not null).GroupBy(fate => fate.Stays!.Value)
                .Select(one => new { Why = WordChoices.Sent(one.Key), Records = one.Count() }).OrderByDescending(one => one.Records).ToList();
            var seen = new
            {
                Incident = state.Incident?.Code,
                Due = fates.Count(fate => fate.IsDue(now)) + expiry.ClaimsDue(now).Count(),
                Ending = ending,
                Staying = staying,
                Holds = state.Holds.Values.Count(hold => hold.Holds),
                ReceiptsWaiting = state.Receipts.Values.Count(receipt => receipt.AcknowledgedBy is null),
                Destroyed = state.Expired.Count,
                Closed = state.ClosedAt,
                KeyEnds = Expiry.KeyEnds(state),
            };
            Console.Out.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(seen, Json) : string.Join(
                Environment.NewLine,
                (IEnumerable<string>)
                [
                    $"{seen.Incident}: {seen.Due} records are due now, {seen.Destroyed} were destroyed, {seen.Holds} legal holds stand, {seen.ReceiptsWaiting} receipts wait.",
                    .. ending.Select(one => $"  {one.On}  {one.Records,6}  {one.Why}{(one.Held ? " (held)" : "")}"),
                    .. staying.Select(one => $"  stays       {one.Records,6}  {one.Why}"),
                    seen.KeyEnds is { } ends ? $"Closed on {seen.Closed:yyyy-MM-dd}; its key is destroyed on {ends:yyyy-MM-dd}." : "It is open.",
                ]));
            return CommandLine.Good;
        });
        return command;
    }
}
