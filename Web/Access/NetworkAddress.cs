using System.Net;
using System.Net.Sockets;

namespace SiCrm.Web.Access;

/// <summary>Whom tries are counted for: an IPv4 address, or the half of an IPv6 address that one household or office has.</summary>
internal static class NetworkAddress
{
    public static string Of(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? $"{new IPAddress([.. address.GetAddressBytes().Take(8), .. new byte[8]])}/64"
            : address.ToString();
    }
}
