using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Shared.Binding;

/// <summary>Reads amounts, days and texts as people write them, wherever a form or an address brings one.</summary>
internal sealed class WrittenValues : IModelBinderProvider
{
    /// <summary>The <see cref="DataTypeAttribute.CustomDataType"/> of rows from a spreadsheet, whose first cell may be empty.</summary>
    public const string TableText = "TableText";

    public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
        context.Metadata.UnderlyingOrModelType switch
        {
            var type when type == typeof(Money) => new BinderTypeModelBinder(typeof(MoneyBinder)),
            var type when type == typeof(Percent) => new BinderTypeModelBinder(typeof(PercentBinder)),
            var type when type == typeof(decimal) => new BinderTypeModelBinder(typeof(DecimalBinder)),
            var type when type == typeof(int) => new BinderTypeModelBinder(typeof(WholeBinder)),
            var type when type == typeof(DateOnly) => new BinderTypeModelBinder(typeof(DayBinder)),
            var type when type == typeof(string) && context.Metadata.DataTypeName == TableText => new BinderTypeModelBinder(typeof(TableTextBinder)),
            // A password is taken as it was typed, every space of it.
            var type when type == typeof(string) && context.Metadata.DataTypeName != nameof(DataType.Password) => new BinderTypeModelBinder(typeof(TextBinder)),
            { IsGenericType: true } type when type.GetGenericTypeDefinition() == typeof(List<>) && type.GetGenericArguments()[0].IsEnum =>
                new BinderTypeModelBinder(typeof(EnumListBinder<>).MakeGenericType(type.GetGenericArguments())),
            _ => null,
        };
}
