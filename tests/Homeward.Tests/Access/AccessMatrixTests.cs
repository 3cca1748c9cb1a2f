using System.Net;
using System.Text;
using Homeward.Access.Reads;
using Homeward.Domain;
using Homeward.Features.CustodyChanges;
using Homeward.Tests.Support;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Homeward.Tests.Access;

/// <summary>
/// Every address of an incident, as the routing table has it, for every role: in the organisation that the people shown
/// belong to, in another that takes part, and in one that does not. The answer is held against access-matrix.txt, so that a new
/// page, or a page that opens for somebody else, is decided on and not overlooked.
/// </summary>
public sealed class AccessMatrixTests
{
    // Nobody else in the town is called this; where it is shown, somebody's details are.
    private const string Planted = "Plantadovic";

    // How to reach somebody who may collect the child: for legal aid, and the child's worker.
    private const string SealedPhone = "601 555 7325";

    private static readonly Role[] Roles = [.. Enum.GetValues<Role>().Where(role => role != Role.System)];

    [Fact]
    public async Task Every_address_opens_for_whom_the_matrix_says_and_shows_names_to_whom_it_says()
    {
        var town = new Town();
        await town.InitializeAsync();
        await using var closing = town;
        var outside = new Organisation(new(Guid.CreateVersion7()), "Elsewhere", OrganisationKind.Other);
        var viewers = new List<(Organisation Organisation, Worker[] Workers)>();
        foreach (var organisation in (Organisation[])[town.School, town.Shelter, outside])
        {
            viewers.Add((organisation, await Task.WhenAll(Roles.Select(role => town.WorkerAsync(role, organisation, organisation.Name)))));
        }

        var reads = town.Site.Services.GetRequiredService<ReadJournals>().Of(town.Engine);
        // Somebody of every kind is there before the first question, so that no answer depends on which page came before.
        await FilledAsync(town, new("", "incidents/{code}/relationships/{relationship}", null, null, false), viewers[0].Workers);
        await FilledAsync(town, new("", "incidents/{code}/leads/{lead}", null, null, false), viewers[0].Workers);
        var made = new StringBuilder(Legend());
        foreach (var address in Addresses(town))
        {
            made.Append(address.Name.PadRight(62));

            // What is sent may change somebody, so each sends about people nobody has touched.
            var looked = await FilledAsync(town, address, viewers[0].Workers);
            foreach (var (_, workers) in viewers)
            {
                foreach (var worker in workers)
                {
                    var before = reads.By(worker.Actor.User, DateTimeOffset.MinValue).Count;
                    var letter = await AnswerAsync(address, worker, address.Sends ? await FilledAsync(town, address, viewers[0].Workers) : looked);
                    made.Append(letter);

                    // A page that names somebody has written down first that it did, but for what somebody has just sent themselves.
                    Assert.True(letter is not ('n' or 's') || address.Sends || address.Template.EndsWith("/saved", StringComparison.Ordinal) || reads.By(worker.Actor.User, DateTimeOffset.MinValue).Count > before || IsListed(reads, worker, address),
                        $"{address.Name} named somebody to {worker.Name}, and nobody can ask who read it.");
                }

                made.Append("  ");
            }

            made.Length -= 2;
            made.Append('\n');
        }

        var file = Path.Combine(AppContext.BaseDirectory, "access-matrix.txt");
        await File.WriteAllTextAsync(file, made.ToString(), TestContext.Current.CancellationToken);
        using var known = new StreamReader(typeof(AccessMatrixTests).Assembly.GetManifestResourceStream("access-matrix.txt")!);
        var expected = (await known.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n');
        var changed = made.ToString().Split('\n').Except(expected).Select(line => "+ " + line)
            .Concat(expected.Except(made.ToString().Split('\n')).Select(line => "- " + line)).ToList();
        Assert.True(changed.Count == 0,
            $"Who may open what has changed. If that is meant, copy {file} over tests/Homeward.Tests/Access/access-matrix.txt.\n{string.Join('\n', changed)}");
    }

    // A list is written down once in five minutes, whichever of its pages is open.
    private static bool IsListed(ReadJournal reads, Worker worker, Address address) =>
        reads.By(worker.Actor.User, DateTimeOffset.MinValue).Any(read => read.IsList && read.Page == address.Template.Split('/').ElementAtOrDefault(2));

    private sealed record Address(string Name, string Template, string? What, string? Handler, bool Sends);

    private static string Legend() =>
        $"""
        s opens and shows what is sealed to legal aid and a family's worker; n opens and names somebody; y opens; r not for this role; . nothing there
        Roles in order: {string.Join(", ", Roles)}
        {"",-62}{"own",-12}{"other",-12}outside

        """.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static IEnumerable<Address> Addresses(Town town) =>
        from endpoint in town.Site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let template = endpoint.RoutePattern.RawText!.TrimStart('/')
        where template.StartsWith("incidents/{code}", StringComparison.Ordinal)
        let page = endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>()
        let handlers = page?.HandlerMethods.Select(handler => (Sends: handler.HttpMethod == "Post" || (handler.HttpMethod == "Get" ? false : throw new InvalidOperationException($"{template} answers {handler.HttpMethod}.")), handler.Name)) ?? [(false, null)]
        from handler in handlers
        from what in template.Contains("{what}", StringComparison.Ordinal) ? CustodyAction.All.Select(action => (string?)action.Name) : [null]
        let shown = template["incidents/{code}".Length..].TrimStart('/').Replace("{what}", what, StringComparison.Ordinal)
        let name = $"{(handler.Sends ? "POST" : "GET "),-4} /{shown}{(handler.Name is null ? "" : $"?handler={handler.Name}")}"
        orderby shown, handler.Sends, handler.Name
        select new Address(name, template, what, handler.Name, handler.Sends);

    private static async Task<char> AnswerAsync(Address address, Worker worker, string filled)
    {
        var path = "/" + filled;
        if (address.Handler is not null)
        {
            path += (path.Contains('?') ? '&' : '?') + $"handler={address.Handler}";
        }

        using var request = new HttpRequestMessage(address.Sends ? HttpMethod.Post : HttpMethod.Get, path);
        if (address.Sends)
        {
            request.Content = new FormUrlEncodedContent([new("form-token", await TokenAsync(worker)), new("as", "csv")]);
        }

        // A stream of live updates never ends; its head says whether it opened.
        using var answer = await worker.Browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (answer.StatusCode is HttpStatusCode.NotFound)
        {
            return '.';
        }

        if (answer.StatusCode is HttpStatusCode.Forbidden)
        {
            return 'r';
        }

        Assert.True((int)answer.StatusCode < 500, $"{request.Method} {path} answered {answer.StatusCode} to {worker.Name}.");
        var live = answer.Content.Headers.ContentType?.MediaType == "text/event-stream";
        var text = live ? "" : await answer.Content.ReadAsStringAsync();
        return text.Contains(SealedPhone, StringComparison.Ordinal) ? 's' : text.Contains(Planted, StringComparison.Ordinal) ? 'n' : 'y';
    }

    private static readonly Dictionary<string, string> Tokens = [];

    private static async Task<string> TokenAsync(Worker worker)
    {
        if (!Tokens.TryGetValue(worker.Name, out var token))
        {
            token = Tokens[worker.Name] = (await worker.OpenAsync("/account")).Hidden("form-token")!;
        }

        return token;
    }

    private static async Task<string> FilledAsync(Town town, Address address, Worker[] own)
    {
        var (roll, release) = (Of(Role.Roll), Of(Role.Release));
        var filled = address.Template.Replace("{code}", Town.Code, StringComparison.Ordinal).Replace("{what}", address.What, StringComparison.Ordinal);
        if (filled.Contains("{place}", StringComparison.Ordinal))
        {
            await ChildAsync();
            return filled.Replace("{place}", town.Classroom.Id.ToString(), StringComparison.Ordinal);
        }

        if (filled.Contains("{release}", StringComparison.Ordinal))
        {
            var id = new Id<Release>(Guid.CreateVersion7());
            await town.SubmitAsync(release.Actor, new StartRelease(id, (await ChildAsync()).Id, new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), new() { NameAsSaid = $"Marta {Planted}" }));
            return filled.Replace("{release}", id.ToString(), StringComparison.Ordinal);
        }

        if (filled.Contains("{receipt}", StringComparison.Ordinal))
        {
            return filled.Replace("{receipt}", (await town.ReceiptAsync(await ChildAsync(), town.School, $"Marta {Planted}")).Id.ToString(), StringComparison.Ordinal);
        }

        if (filled.Contains("{relationship}", StringComparison.Ordinal))
        {
            return filled.Replace("{relationship}", (await DeclarationAsync()).Claim.ToString(), StringComparison.Ordinal);
        }

        if (filled.Contains("{lead}", StringComparison.Ordinal))
        {
            // Between two organisations the other one's child has another name, so that ours shown to them is a name told too early.
            var right = !filled.Contains("/steps", StringComparison.Ordinal) ? await ChildAsync()
                : await town.ChildInCareAsync(await town.WorkerAsync(Role.Roll, town.Shelter, town.Shelter.Name), town.Gym, "Berta Albergue");
            var left = await ChildAsync();
            var id = new Id<Lead>(Guid.CreateVersion7());
            await town.SubmitAsync(Actor.System, new ProposeLead(id, LeadKind.Siblings, left.Records[^1], right.Records[^1], 6, 0.9, LeadBand.Strong, [new("surname", "same", 6)]));
            return filled.Replace("{lead}", id.ToString(), StringComparison.Ordinal);
        }

        if (filled.Contains("{adult}", StringComparison.Ordinal))
        {
            return filled.Replace("{adult}", (await DeclarationAsync()).Adult, StringComparison.Ordinal);
        }

        if (filled.Contains("/claims", StringComparison.Ordinal))
        {
            var id = new Id<PublicClaim>(Guid.CreateVersion7());
            await town.SubmitAsync(Of(Role.Coordinator).Actor, new OpenFamilyPage("601 555 0142", null, town.School.Id));
            await town.SubmitAsync(Actor.OpenPages, new ReceiveClaim(id, PublicClaimKind.LookingFor, ClaimLanguage.English, new($"Nora {Planted}", null, null, null, null, null, null)));
            return filled.Replace("{claim}", id.ToString(), StringComparison.Ordinal);
        }

        if (filled.Contains("{form}", StringComparison.Ordinal))
        {
            return filled.Replace("{form}", "intake", StringComparison.Ordinal);
        }

        if (filled.Contains("{agency}", StringComparison.Ordinal))
        {
            var id = new Id<Agency>(Guid.CreateVersion7());
            await town.SubmitAsync(Of(Role.Coordinator).Actor, new ListAgency(id, "County"));
            return filled.Replace("{agency}", id.ToString(), StringComparison.Ordinal);
        }

        if (filled.Contains("{list", StringComparison.Ordinal))
        {
            // Whoever did not bring a list has none to open.
            return filled[..filled.IndexOf('{', StringComparison.Ordinal)] + Guid.CreateVersion7();
        }

        if (filled.Contains("{person}", StringComparison.Ordinal) || filled.Contains("{child}", StringComparison.Ordinal))
        {
            var child = await ChildAsync();
            if (!address.Sends)
            {
                await town.SubmitAsync(Of(Role.LegalAid).Actor, new MakeDeclaration(
                    new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), null, new() { NameAsSaid = $"Rut {Planted}" }, Whereabouts.AtProcessingSite,
                    [new(new(Guid.CreateVersion7()), child.Id, new() { NameAsSaid = $"Nadia {Planted}", Collectors = [new("Olga", Kinship.AuntOrUncle, SealedPhone)] }, Kinship.Mother)]));
            }

            var other = filled.Contains("{other}", StringComparison.Ordinal) ? await ChildAsync() : child;
            return filled.Replace("{person}", child.Code, StringComparison.Ordinal).Replace("{child}", child.Code, StringComparison.Ordinal)
                .Replace("{other}", other.Code, StringComparison.Ordinal);
        }

        return filled.Split('/')[2..] switch
        {
            ["release", "start"] or ["intake", "saved"] or ["sighting", "saved"] => $"{filled}?child={(await ChildAsync()).Code}",
            ["declaration", "saved"] => await DeclarationAsync() is var made ? $"{filled}?adult={made.Adult}&declaration={made.Declaration}" : "",
            ["tracing", "saved"] => $"{filled}?seeker={(await DeclarationAsync()).Adult}&sought={(await ChildAsync()).Code}",
            _ => await ChildAsync() is not null ? filled : "",
        };

        Worker Of(Role role) => own[Array.IndexOf(Roles, role)];

        Task<Person> ChildAsync() => town.ChildInCareAsync(roll, town.Classroom, $"Nadia {Planted}");

        async Task<(string Adult, Id<Declaration> Declaration, Id<Relationship> Claim)> DeclarationAsync()
        {
            var (declaration, adult, record) = (new Id<Declaration>(Guid.CreateVersion7()), new Id<Person>(Guid.CreateVersion7()), new Id<Domain.Record>(Guid.CreateVersion7()));
            await town.SubmitAsync(Of(Role.LegalAid).Actor, new MakeDeclaration(
                declaration, new(Guid.CreateVersion7()), adult, null, new() { NameAsSaid = $"Rut {Planted}" }, Whereabouts.AtProcessingSite,
                [new(record, new(Guid.CreateVersion7()), new() { NameAsSaid = $"Ada {Planted}" }, Kinship.Mother)]));
            return (town.State.Find(adult)!.Code, declaration, new(record.Value));
        }
    }
}
