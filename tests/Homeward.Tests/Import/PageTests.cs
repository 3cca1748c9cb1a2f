using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Homeward.Access;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Features.Import;
using Homeward.Tests.Web;
using Xunit;

namespace Homeward.Tests.Import;

/// <summary>The import page over a real socket, as a browser without JavaScript uses it.</summary>
public sealed partial class PageTests : IAsyncLifetime
{
    private const string Roll = "id;Nombre;Apellidos;Fecha de nacimiento;Tutor 1;Tutor 1 puede recoger;Nacionalidad\n1;Ana;Núñez Peña;25/03/2012;Rosa Peña;sí;secreta\n2;Luis;Gómez;04/05/2011;Pedro Gómez;no;secreta\n";
    private static readonly Id<Place> School = new(new Guid("10000000-0000-0000-0000-000000000001"));

    private Site site = null!;
    private HttpClient browser = null!;
    private IncidentEngine engine = null!;

    public async ValueTask InitializeAsync()
    {
        site = await Site.StartAsync();
        var account = site.Invite(role: Role.Intake);
        var now = site.Clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        engine = site.Incidents.Create("T-1", id);
        var coordinator = new Actor(account.Id, account.Organisation, Role.Coordinator, Guid.Empty);
        foreach (var command in new Command[]
        {
            new OpenIncident(new(new(id), "T-1", "A town", IncidentKind.Raid, "Morton", "America/Chicago", IsDrill: true, now.AddHours(-12)), []),
            new AddOrganisation(new(account.Organisation, "School district", OrganisationKind.School)),
            new AddPlace(new(School, "Morton Elementary", PlaceKind.School, "Morton")),
        })
        {
            Assert.IsType<Answer.Accepted>(await engine.SubmitAsync(new(Guid.NewGuid(), coordinator, now, command), TestContext.Current.CancellationToken));
        }

        browser = await site.SignedInAsync();
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task A_roll_is_looked_at_and_then_saved_and_a_second_time_changes_nothing()
    {
        var preview = await BringAsync(Roll);
        var page = await browser.GetStringAsync(preview, Cancel);
        Assert.Contains("Núñez Peña", page, StringComparison.Ordinal);
        Assert.Contains("2 new rows", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secreta", page, StringComparison.Ordinal);
        Assert.Equal(0, engine.Current.People.Count);

        var done = await SaveAsync(preview, page);

        Assert.Contains("/import/done", done.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(done.Headers.Location, Cancel)).StatusCode);
        Assert.Equal(["Ana Núñez Peña", "Luis Gómez"], engine.Current.Records.Select(pair => pair.Value.Details!.DisplayName()).Order());
        Assert.Contains("There is nothing to save", await browser.GetStringAsync(await BringAsync(Roll), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_chosen_is_kept_and_changes_how_the_file_is_read()
    {
        var preview = await BringAsync("Who,Born\nAna Ruiz,3/4/2012\n");
        var page = await browser.GetStringAsync(preview, Cancel);
        Assert.Contains("Nothing can be saved until this is solved", page, StringComparison.Ordinal);

        var chosen = await browser.PostAsync(preview, Form(page, ("m0", "full_name"), ("m1", "birth_date"), ("dateOrder", "DayMonthYear")), Cancel);
        page = await browser.GetStringAsync(chosen.Headers.Location, Cancel);

        Assert.Contains("2012-04-03", page, StringComparison.Ordinal);
        Assert.Matches("value=\"full_name\" selected", page);
        Assert.Contains("Save 1 row", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_with_problems_are_left_out_only_when_a_person_says_so()
    {
        var preview = await BringAsync("Name,Age\nAna,7\n,8\n");
        var page = await browser.GetStringAsync(preview, Cancel);
        Assert.Contains("Save 1 row and leave out those with problems", page, StringComparison.Ordinal);

        var refused = await browser.PostAsync(preview + "?handler=Save", Form(page, ("rows", "1"), ("skip", "false")), Cancel);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(0, engine.Current.People.Count);

        Assert.Equal(HttpStatusCode.Redirect, (await SaveAsync(preview, page)).StatusCode);
        Assert.Equal(1, engine.Current.People.Count);
    }

    public static TheoryData<string, byte[], string> FilesThatAreNoTable() => new()
    {
        { "an empty file", [], "There is nothing in the file" },
        { "a PDF with another name", Encoding.ASCII.GetBytes("%PDF-1.7\n%âãÏÓ"), "This is a PDF" },
        { "a workbook with another name", [0x50, 0x4B, 3, 4, 20, 0, 6, 0], "spreadsheet workbook" },
        { "a picture with another name", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16], "This is a picture" },
        { "a program", [.. Enumerable.Range(1, 400).Select(i => (byte)(i % 8))], "not a text file" },
    };

    [Theory]
    [MemberData(nameof(FilesThatAreNoTable))]
    public async Task A_file_that_is_no_table_is_explained_and_the_choices_are_kept(string what, byte[] bytes, string sentence)
    {
        var answer = await PostAsync(bytes, "Roll");
        var page = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.True(answer.StatusCode == HttpStatusCode.UnprocessableEntity, $"{what} was answered with {answer.StatusCode}");
        Assert.Contains(sentence, page, StringComparison.Ordinal);
        Assert.Matches($"value=\"{School}\" selected", page);
    }

    [Theory]
    [InlineData("Foo,Bar\nx,y\n")]
    [InlineData("Name,Age\n\"Ana,7\nLuis,8\n")]
    [InlineData("Name\n=HYPERLINK(\"http://x\")\n")]
    [InlineData("Name,DOB\nAna,99/99/9999\n")]
    [InlineData("\"\"\"\"\"\n,,,\n;;;\n")]
    public async Task A_bad_table_is_shown_with_its_problems(string file) =>
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(await BringAsync(file), Cancel)).StatusCode);

    [Fact]
    public async Task What_a_file_holds_is_text_on_the_page_and_never_markup()
    {
        var page = await browser.GetStringAsync(await BringAsync("Name,Age,<script>alert(1)</script>\n<img src=x onerror=alert(1)>,seven,x\n"), Cancel);

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_is_also_there_for_programs()
    {
        var preview = await BringAsync("Name,Age\nAna,seven\n");

        using var report = JsonDocument.Parse(await browser.GetStringAsync(preview + "?handler=Report", Cancel));

        var problem = report.RootElement.GetProperty("file").GetProperty("problems")[0];
        Assert.Equal((2, "Age", "seven", "not_an_age"), (problem.GetProperty("row").GetInt32(), problem.GetProperty("column").GetString()!, problem.GetProperty("seen").GetString()!, problem.GetProperty("kind").GetString()!));
    }

    [Fact]
    public async Task A_list_is_seen_by_whoever_brought_it_alone_and_for_half_an_hour()
    {
        var preview = await BringAsync(Roll);
        var other = site.Accounts.Invite("Other Intake", engine.Current.Organisations.Single().Key, "School district", Role.Intake, Site.Password);
        Assert.NotNull(other);
        var otherBrowser = await site.SignedInAsync("Other Intake");
        Assert.Equal("/incidents/T-1/import?gone=true", (await otherBrowser.GetAsync(preview, Cancel)).Headers.Location!.ToString());

        site.Clock.Advance(TimeSpan.FromMinutes(31));
        browser = await site.SignedInAsync();

        var late = await browser.GetAsync(preview, Cancel);
        Assert.Equal("/incidents/T-1/import?gone=true", late.Headers.Location!.ToString());
        Assert.Contains("We no longer have the file", WebUtility.HtmlDecode(await browser.GetStringAsync(late.Headers.Location, Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_over_the_limit_is_explained()
    {
        var answer = await PostAsync([.. "Name\n"u8, .. new byte[BroughtLists.MaxFileBytes]], "Roll");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("larger than what is read", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_speaks_Spanish()
    {
        var preview = await BringAsync("Nombre,Edad\nAna,siete\n");

        Assert.Contains("Esto no es una edad", await browser.GetStringAsync(preview + "?lang=es", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Declarations_may_bring_their_children_in_a_second_file()
    {
        var answer = await PostAsync(Encoding.UTF8.GetBytes("id,name,relation\nD1,Marta Ruiz,mother\n"), "Declarations", Encoding.UTF8.GetBytes("declaration_id,name,age\nD1,Ana Ruiz,7\nD9,Leo,3\n"));
        var preview = answer.Headers.Location!.ToString();
        var page = await browser.GetStringAsync(preview, Cancel);
        Assert.Contains("The file of children: Row 3", page, StringComparison.Ordinal);

        await SaveAsync(preview, page);

        Assert.Equal(["Ana Ruiz", "Marta Ruiz"], engine.Current.Records.Select(pair => pair.Value.Details!.DisplayName()).Order());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<string> BringAsync(string file, string kind = "Roll")
    {
        var answer = await PostAsync(Encoding.UTF8.GetBytes(file), kind);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] file, string kind, byte[]? dependents = null)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await Site.TokenAsync(browser, "/incidents/T-1/import")), "form-token" },
            { new StringContent(kind), "kind" },
            { new StringContent(School.ToString()), "place" },
        };
        form.Add(Csv(file), "file", "roll.csv");
        if (dependents is not null) { form.Add(Csv(dependents), "dependents", "children.csv"); }
        return await browser.PostAsync("/incidents/T-1/import", form, Cancel);
    }

    private static ByteArrayContent Csv(byte[] file) => new(file) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };

    private async Task<HttpResponseMessage> SaveAsync(string preview, string page) =>
        await browser.PostAsync(preview + "?handler=Save", Form(page, ("rows", Hidden("rows", page)), ("skip", Hidden("skip", page))), Cancel);

    private static FormUrlEncodedContent Form(string page, params (string Name, string Value)[] fields) =>
        new([new("form-token", FormToken().Match(page).Groups[1].Value), .. fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value))]);

    private static string Hidden(string name, string page) => Regex.Match(page, $"name=\"{name}\" value=\"([^\"]*)\"").Groups[1].Value;

    [GeneratedRegex("name=\"form-token\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
