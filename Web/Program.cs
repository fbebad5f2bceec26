using SiCrm.Web;

return await Startup.RunAsync(args);
