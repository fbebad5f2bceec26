using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Customers;

namespace SiCrm.Infrastructure.Contracts.Catalogue;

internal sealed class ProductMapping : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.Property(product => product.Code).HasMaxLength(ProductLengths.Code);
        builder.Property(product => product.CodeKey).HasMaxLength(2 * ProductLengths.Code);
        builder.Property(product => product.Name).HasMaxLength(ProductLengths.Name);
        builder.Property(product => product.ChineseName).HasMaxLength(ProductLengths.Name);
        builder.Property(product => product.NameKey).HasMaxLength(2 * ProductLengths.Name);
        builder.Property(product => product.Unit).HasMaxLength(ProductLengths.Unit);
        builder.Property(product => product.Partner).HasMaxLength(ProductLengths.Partner);
        builder.Property(product => product.Note).HasMaxLength(ProductLengths.Note);
        builder.HasOne<ProductCategory>().WithMany().HasForeignKey(product => product.CategoryId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(product => product.Prices).WithOne().HasForeignKey(price => price.ProductId);
        builder.HasMany(product => product.Parts).WithOne().HasForeignKey(part => part.ProductId);
        builder.HasIndex(product => product.Code).IsUnique();
        builder.HasIndex(product => product.CodeKey).IsUnique();
        builder.HasIndex(product => product.NameKey);
        builder.HasIndex(product => new { product.Name, product.Id });
        builder.HasIndex(product => new { product.CategoryId, product.Code });
    }
}

internal sealed class ProductPriceMapping : IEntityTypeConfiguration<ProductPrice>
{
    public void Configure(EntityTypeBuilder<ProductPrice> builder)
    {
        builder.ToTable("ProductPrices");
        builder.Property(price => price.Reason).HasMaxLength(ProductLengths.Reason);
        builder.HasIndex(price => new { price.ProductId, price.FromOn, price.Id });
    }
}

internal sealed class ProductPartMapping : IEntityTypeConfiguration<ProductPart>
{
    public void Configure(EntityTypeBuilder<ProductPart> builder)
    {
        builder.ToTable("ProductParts");
        builder.HasOne<Product>().WithMany().HasForeignKey(part => part.PartId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ProductCategoryMapping : IEntityTypeConfiguration<ProductCategory>
{
    public void Configure(EntityTypeBuilder<ProductCategory> builder)
    {
        builder.Property(category => category.Name).HasMaxLength(ProductCategory.NameLength);
        builder.Property(category => category.ChineseName).HasMaxLength(ProductCategory.NameLength);
        builder.HasOne<ProductCategory>().WithMany().HasForeignKey(category => category.ParentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PriceListMapping : IEntityTypeConfiguration<PriceList>
{
    public void Configure(EntityTypeBuilder<PriceList> builder)
    {
        builder.Property(list => list.Name).HasMaxLength(PriceList.NameLength);
        builder.Property(list => list.CustomerCategory).HasMaxLength(CustomerLengths.Category);
        builder.HasOne<Region>().WithMany().HasForeignKey(list => list.RegionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(list => list.Lines).WithOne().HasForeignKey(line => line.PriceListId);
    }
}

internal sealed class PriceListLineMapping : IEntityTypeConfiguration<PriceListLine>
{
    public void Configure(EntityTypeBuilder<PriceListLine> builder)
    {
        builder.ToTable("PriceListLines");
        builder.HasOne<Product>().WithMany().HasForeignKey(line => line.ProductId).OnDelete(DeleteBehavior.Restrict);
    }
}
