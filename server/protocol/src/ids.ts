// Identifiers: opaque, sortable by creation, never reused. Branded so that one kind cannot pass for another.
import { z } from 'zod';

const id = <B extends string>(_brand: B) =>
	z
		.string()
		.regex(/^[A-Za-z0-9_-]{1,64}$/, 'bad-format')
		.brand<B>();

export const CountyId = id('CountyId');
export type CountyId = z.infer<typeof CountyId>;
export const CommunityId = id('CommunityId');
export type CommunityId = z.infer<typeof CommunityId>;
export const SchoolId = id('SchoolId');
export type SchoolId = z.infer<typeof SchoolId>;
export const ClassroomId = id('ClassroomId');
export type ClassroomId = z.infer<typeof ClassroomId>;
export const ClassGroupId = id('ClassGroupId');
export type ClassGroupId = z.infer<typeof ClassGroupId>;
export const PersonId = id('PersonId');
export type PersonId = z.infer<typeof PersonId>;
export const DeviceId = id('DeviceId');
export type DeviceId = z.infer<typeof DeviceId>;
export const AgreementId = id('AgreementId');
export type AgreementId = z.infer<typeof AgreementId>;
export const MembershipId = id('MembershipId');
export type MembershipId = z.infer<typeof MembershipId>;
export const PairingId = id('PairingId');
export type PairingId = z.infer<typeof PairingId>;
export const LessonId = id('LessonId');
export type LessonId = z.infer<typeof LessonId>;
export const TermId = id('TermId');
export type TermId = z.infer<typeof TermId>;
export const ClosureId = id('ClosureId');
export type ClosureId = z.infer<typeof ClosureId>;
export const BellScheduleId = id('BellScheduleId');
export type BellScheduleId = z.infer<typeof BellScheduleId>;
export const SeriesId = id('SeriesId');
export type SeriesId = z.infer<typeof SeriesId>;
export const ChangeId = id('ChangeId');
export type ChangeId = z.infer<typeof ChangeId>;
export const ApplicationId = id('ApplicationId');
export type ApplicationId = z.infer<typeof ApplicationId>;
export const RecordingId = id('RecordingId');
export type RecordingId = z.infer<typeof RecordingId>;
export const PeerId = id('PeerId');
export type PeerId = z.infer<typeof PeerId>;
export const MessageId = id('MessageId');
export type MessageId = z.infer<typeof MessageId>;
export const QuizId = id('QuizId');
export type QuizId = z.infer<typeof QuizId>;
export const WebhookId = id('WebhookId');
export type WebhookId = z.infer<typeof WebhookId>;
export const DeliveryId = id('DeliveryId');
export type DeliveryId = z.infer<typeof DeliveryId>;
export const ProposalId = id('ProposalId');
export type ProposalId = z.infer<typeof ProposalId>;
export const CoursewareId = id('CoursewareId');
export type CoursewareId = z.infer<typeof CoursewareId>;
export const StrokeId = id('StrokeId');
export type StrokeId = z.infer<typeof StrokeId>;
/** mediasoup's own ids. */
export const TransportId = id('TransportId');
export type TransportId = z.infer<typeof TransportId>;
export const ProducerId = id('ProducerId');
export type ProducerId = z.infer<typeof ProducerId>;
export const ConsumerId = id('ConsumerId');
export type ConsumerId = z.infer<typeof ConsumerId>;

/** UTC milliseconds since 1970, an integer. */
export const Instant = z.int().min(0).max(8_640_000_000_000_000);
export type Instant = z.infer<typeof Instant>;

/** A calendar day `2026-03-05`, without a zone. */
export const Day = z.iso.date('bad-format');
export type Day = z.infer<typeof Day>;
