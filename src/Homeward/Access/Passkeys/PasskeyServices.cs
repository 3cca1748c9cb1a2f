using Microsoft.AspNetCore.Identity;

namespace Homeward.Access.Passkeys;

/// <summary>ASP.NET Core Identity's passkeys on our own accounts.</summary>
public static class PasskeyServices
{
    public static void AddPasskeys(this IServiceCollection services)
    {
        services.AddIdentityCore<Account>();
        services.AddScoped<IUserStore<Account>, PasskeyAccounts>();
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddScoped<PasskeySignIn>();
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            // A key without its owner's finger, face or PIN would be less than a password and a second step.
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
        });
    }
}
