// What identity needs to know of live lessons. The lesson's Rooms answer; application.ts wires it.
export interface Seats {
	/** The sessions whose people sit in a Room of this server, or are on their way back to their seat. */
	sessionIds(): readonly string[];
}
