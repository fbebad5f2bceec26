using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Routing;

namespace SiCrm.Tests.Architecture;

/// <summary>Every door says who may pass, and by which method.</summary>
public class DoorSpecs
{
    const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    static readonly IReadOnlyList<Type> Controllers =
        [.. OurTypes.All().Where(type => typeof(ControllerBase).IsAssignableFrom(type) && !type.IsAbstract)];

    static readonly IReadOnlyList<MethodInfo> Actions =
    [
        .. Controllers
            .SelectMany(controller => controller.GetMethods(Own))
            .Where(method => !method.IsSpecialName && !method.IsDefined(typeof(NonActionAttribute)))
            .Where(method => method.GetBaseDefinition() == method),
    ];

    [Fact]
    public void Every_action_names_its_policy_or_says_that_it_is_open() =>
        Rule.Holds(Actions
            .Where(action => !SaysWhoMayPass(action) && !SaysWhoMayPass(action.DeclaringType!))
            .Select(Name));

    [Fact]
    public void Every_action_states_its_route_and_its_method() =>
        Rule.Holds(Actions.Where(action => !action.GetCustomAttributes<HttpMethodAttribute>().Any()).Select(Name));

    /// <summary>Only a public form, which brings a token of its own, may go without.</summary>
    [Fact]
    public void A_signed_in_person_never_posts_without_a_token() =>
        Rule.Holds(Actions
            .Where(action => Has<IgnoreAntiforgeryTokenAttribute>(action) && !Has<AllowAnonymousAttribute>(action))
            .Select(Name));

    static bool Has<T>(MethodInfo action) where T : Attribute =>
        action.IsDefined(typeof(T), inherit: true) || action.DeclaringType!.IsDefined(typeof(T), inherit: true);

    static bool SaysWhoMayPass(MemberInfo member) =>
        member.GetCustomAttributes<AuthorizeAttribute>().Any(rule => rule.Policy is not null)
        || member.IsDefined(typeof(AllowAnonymousAttribute));

    static string Name(MethodInfo action) => $"{action.DeclaringType!.Name}.{action.Name}";
}
