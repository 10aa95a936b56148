// Identity's tables as it sees them. Nobody else reads or writes them.
import type {
	ClassGroupId,
	ClassroomId,
	CountyId,
	DeviceId,
	PairingId,
	PersonId,
	PersonRole,
	SchoolId,
} from '@classroom/protocol';
import type { Kysely, Transaction } from 'kysely';

type PersonTable = {
	person_id: PersonId;
	county_id: CountyId;
	school_id: SchoolId | null;
	class_group_id: ClassGroupId | null;
	role: PersonRole;
	name: string;
	/** For search and order. */
	name_key: string;
	login_name: string;
	/** Two names that look the same to their owner have the same key. */
	login_key: string;
	/** JSON. */
	subjects: string;
	/** Null: this person cannot sign in by password (demonstration). */
	password_hash: string | null;
	must_change_password: number;
	disabled: number;
	created_at: number;
};

type SessionTable = {
	session_id: string;
	secret_hash: string;
	person_id: PersonId;
	county_id: CountyId;
	created_at: number;
	last_seen_at: number;
	expires_at: number;
	/** Until then its person sits in a Room, and it does not end. */
	seated_until: number;
};

type DeviceTable = {
	device_id: DeviceId;
	/** Null until the device has fetched its token. */
	token_hash: string | null;
	classroom_id: ClassroomId;
	school_id: SchoolId;
	county_id: CountyId;
	name: string;
	paired_at: number;
	/** Null: by the system (demonstration). */
	paired_by: PersonId | null;
	last_seen_at: number | null;
	revoked_at: number | null;
	/** 1: shared by all who try the demonstration as this classroom. */
	demo: number;
};

type PairingTable = {
	pairing_id: PairingId;
	/** Null once confirmed: the code is free again. */
	code: string | null;
	secret_hash: string;
	device_name: string;
	expires_at: number;
	/** Null: nobody has confirmed yet. */
	device_id: DeviceId | null;
};

type AuditTable = {
	entry_id: string;
	at: number;
	county_id: CountyId | null;
	/** A person's name is looked up when the log is read. */
	actor_person_id: PersonId | null;
	/** For other actors than people. Both null: the system. */
	actor_text: string | null;
	action: string;
	subject_person_id: PersonId | null;
	subject_text: string | null;
	/** JSON. */
	details: string;
};

type AttemptTable = { bucket: string; level: number; at: number };

type SetupLinkTable = {
	secret_hash: string;
	created_at: number;
	used_at: number | null;
	/** The county that waits for its first administrator; null: the first one, which the link makes too. */
	county_id: CountyId | null;
};

type RootSecretTable = { id: number; secret: string };

export type IdentityTables = {
	person: PersonTable;
	person_session: SessionTable;
	classroom_device: DeviceTable;
	device_pairing: PairingTable;
	audit_entry: AuditTable;
	sign_in_attempt: AttemptTable;
	setup_link: SetupLinkTable;
	identity_root_secret: RootSecretTable;
};

export type IdentityDb = Kysely<IdentityTables>;
export type IdentityTransaction = Transaction<IdentityTables>;
