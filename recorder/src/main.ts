// The recorder's program. What has to be read and compiled for it is kept from one start to the next: after a kill it
// records again the sooner, by half a second and more on a busy machine.
import module from 'node:module';

module.enableCompileCache();
const { run } = await import('./program.ts');
await run();
// Now, because whoever is killed keeps nothing at the end.
module.flushCompileCache();
