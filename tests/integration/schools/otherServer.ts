// A second server on the same database, in a process of its own: says where it is reached, and ends with its parent.
import { FakeClock } from '../../../server/src/platform/index.ts';
import { startInstallation } from './installation.ts';

const [url = '', now = ''] = process.argv.slice(2);
const installation = await startInstallation(url, { clock: new FakeClock(Number(now)) });
process.once('disconnect', () => {
	void installation.close().then(() => process.exit(0));
});
process.send?.(installation.base);
