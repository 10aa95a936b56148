// Tracks without devices.
import { FakeMediaStreamTrack } from 'fake-mediastreamtrack';
import type { Source } from '@classroom/protocol';
import { Announcer } from '../store.ts';

export class FakeDevices {
	readonly changes = new Announcer<void>();
	readonly map = new Map<Source, MediaStreamTrack>();
	tracks(): Map<Source, MediaStreamTrack> {
		return new Map(this.map);
	}
	subscribe(listener: () => void): () => void {
		return this.changes.on(listener);
	}
	set(source: Source): MediaStreamTrack {
		const kind = source === 'camera' || source === 'screen' ? 'video' : 'audio';
		const track = new FakeMediaStreamTrack({ kind });
		this.map.set(source, track);
		this.changes.tell();
		return track;
	}
}
