using Homeward.Commands;

return await CommandLine.RunAsync(args);
