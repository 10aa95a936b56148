import type { PeerState, SourceState } from '../roomState.ts';
import type { EventOf, Folds } from './folds.ts';
import { ofPeer } from './folds.ts';

type SourceEventType = 'source-started' | 'source-paused' | 'source-resumed' | 'source-stopped';

const newSource = ({ source, kind, producerId }: EventOf<'source-started'>, at: number): SourceState => ({
	source,
	kind,
	producerId,
	paused: false,
	since: at,
});

const paused =
	(value: boolean) =>
	(peer: PeerState, { producerId }: Pick<SourceState, 'producerId'>): PeerState => ({
		...peer,
		sources: peer.sources.map((each) => (each.producerId === producerId ? { ...each, paused: value } : each)),
	});

export const sourceFolds: Folds<SourceEventType> = {
	'source-started': ofPeer((peer, event, at) => ({
		...peer,
		// One of each: a second one takes the place of the first.
		sources: [...peer.sources.filter(({ source }) => source !== event.source), newSource(event, at)],
	})),
	'source-paused': ofPeer<EventOf<'source-paused'>>(paused(true)),
	'source-resumed': ofPeer<EventOf<'source-resumed'>>(paused(false)),
	'source-stopped': ofPeer((peer, event) => ({
		...peer,
		sources: peer.sources.filter(({ producerId }) => producerId !== event.producerId),
	})),
};
