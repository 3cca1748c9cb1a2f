using Homeward.Access;
using Homeward.Domain;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Keeping;

/// <summary>What is kept of one hand-over. For the people of the responsible organisation, one of whom says that they have it.</summary>
public sealed class ReceiptModel(AccountStore accounts) : ActionPage
{
    public Receipt Receipt { get; private set; } = null!;

    public Release Release { get; private set; } = null!;

    protected override Type Command => typeof(AcknowledgeReceipt);

    public IActionResult OnGet(string receipt) => Find(receipt) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string receipt)
    {
        if (!Find(receipt))
        {
            return NotFound();
        }

        if (await SubmitAsync(new AcknowledgeReceipt(Receipt.Id)))
        {
            return To("keeping");
        }

        Find(receipt);
        return Again();
    }

    public string NameOf(Id<User>? user) => (user is { } id ? accounts.Current.Find(id)?.Name : null) ?? T["reading.somebody"];

    private bool Find(string id)
    {
        if (!Id<Receipt>.TryParse(id, out var asked) || !Engine.Current.Receipts.TryGetValue(asked, out var receipt) || !Sight.Sees(receipt))
        {
            return false;
        }

        (Receipt, Release) = (receipt, Engine.Current.Releases[receipt.Release]);
        Opened(Engine.Current.Find(receipt.Child)!, Ground.Receipt);
        return true;
    }
}
