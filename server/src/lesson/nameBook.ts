// What the peers of one Room are called. The log holds no names, so that a child's data can be erased.
import type { NameCard, PeerId, PeerSubject } from '@classroom/protocol';
import type { NameSource } from './ports.ts';

export class NameBook {
	readonly #source: NameSource;
	readonly #cards = new Map<PeerId, NameCard>();

	constructor(source: NameSource) {
		this.#source = source;
	}

	async learn(peers: readonly { peerId: PeerId; subject: PeerSubject }[]): Promise<void> {
		await Promise.all(
			peers
				.filter((peer) => !this.#cards.has(peer.peerId))
				.map(async (peer) => {
					this.#cards.set(peer.peerId, {
						peerId: peer.peerId,
						...(await this.#source.describe(peer.subject)),
					});
				}),
		);
	}

	cards(peerIds: Iterable<PeerId>): NameCard[] {
		return [...peerIds].flatMap((peerId) => {
			const card = this.#cards.get(peerId);
			return card === undefined ? [] : [card];
		});
	}

	all(): NameCard[] {
		return [...this.#cards.values()];
	}
}
