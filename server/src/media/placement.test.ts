// Rooms go where there are fewest, also after a Worker has died under some of them.
import { expect, test } from 'vitest';
import { silentLog, systemClock } from '../platform/index.ts';
import { MediaNode, type RoomMedia } from './index.ts';

test('a Worker that is killed takes its Rooms from the count, and no more than them', async () => {
	const options = { listenIp: '127.0.0.1', announcedAddress: undefined, firstPort: 0, workers: 2 };
	const node = new MediaNode({ ...options, plainAddresses: [] }, systemClock, silentLog());
	const rooms = async (): Promise<number[]> => (await node.usage()).map((each) => each.rooms);
	try {
		await node.start();
		const opened: RoomMedia[] = [];
		for (let turn = 0; turn < 6; turn += 1) opened.push(await node.openRoom());
		expect(await rooms()).toEqual([3, 3]);
		const [victim] = await node.usage();
		const back = new Promise<void>((resolve) => node.once('workerBack', () => resolve()));
		// As Rooms do: each that lost its media opens it anew at once.
		const again: Promise<RoomMedia>[] = [];
		for (const room of opened) room.once('lost', () => again.push(node.openRoom()));
		process.kill(victim!.pid, 'SIGKILL');
		await back;
		expect((await Promise.allSettled(again)).map(({ status }) => status)).toEqual(Array(3).fill('fulfilled'));
		expect((await rooms()).toSorted()).toEqual([0, 6]);
		for (let turn = 0; turn < 6; turn += 1) opened.push(await node.openRoom());
		expect(await rooms()).toEqual([6, 6]);
		for (const room of opened) room.close();
		for (const room of await Promise.all(again)) room.close();
		expect(await rooms()).toEqual([0, 0]);
	} finally {
		node.close();
	}
});
