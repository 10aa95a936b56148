// Loaded into each supervised program before its own code: when the supervisor is gone, however it went, the
// channel to it closes and the program ends as if asked to.
const graceMs = 10_000;

process.channel?.unref();
process.once('disconnect', () => {
	process.kill(process.pid, 'SIGTERM');
	setTimeout(() => process.kill(process.pid, 'SIGKILL'), graceMs).unref();
});
