// The closed lists of the domain. Chinese names are in the client's texts under `words.*`.
import { z } from 'zod';

/** What a person may be. One role a person and county. */
export const PersonRole = z.enum([
	'county-admin',
	'school-admin',
	'teacher',
	'assistant',
	'student',
	'inspector',
]);
export type PersonRole = z.infer<typeof PersonRole>;

/** Who may call: a person's role, a classroom's device, the recorder's service token, or nobody signed in. */
export const CallerRole = z.enum([...PersonRole.options, 'classroom', 'service', 'anonymous']);
export type CallerRole = z.infer<typeof CallerRole>;

/** How somebody takes part in a Room. Students join as `viewer`, administrators as `inspector`. */
export const PeerRole = z.enum(['teacher', 'assistant', 'classroom', 'viewer', 'inspector', 'recorder']);
export type PeerRole = z.infer<typeof PeerRole>;

/** 专递课堂, 名师课堂, 名校网络课堂, 双师课堂, 家校共育, 教研. */
export const LessonKind = z.enum(['delivered', 'master', 'open', 'dual', 'home', 'research']);
export type LessonKind = z.infer<typeof LessonKind>;

/** Where a Lesson is in its life, as the timetable sees it. */
export const LessonStatus = z.enum([
	'planned',
	'waiting',
	'teaching',
	'overrun',
	'ended',
	'missed',
	'cancelled',
]);
export type LessonStatus = z.infer<typeof LessonStatus>;

/** Why a lesson did not take place. `other` is said in words. */
export const MissedReason = z.enum([
	'teacher-absent',
	'network-down',
	'power-cut',
	'device-fault',
	'school-event',
	'students-away',
	'not-needed',
	'other',
]);
export type MissedReason = z.infer<typeof MissedReason>;

/** 教共体, 教联体, 教育集团, 学区, 共同体. */
export const CommunityKind = z.enum(['community', 'alliance', 'group', 'district', 'partnership']);
export type CommunityKind = z.infer<typeof CommunityKind>;

export const SchoolKind = z.enum(['core', 'member', 'teaching-point']);
export type SchoolKind = z.infer<typeof SchoolKind>;

export const ClassroomKind = z.enum(['interactive', 'recording']);
export type ClassroomKind = z.infer<typeof ClassroomKind>;

export const Subject = z.enum([
	'chinese',
	'mathematics',
	'english',
	'music',
	'art',
	'science',
	'physical-education',
	'information-technology',
	'morality-and-law',
	'calligraphy',
	'labour',
	'general',
]);
export type Subject = z.infer<typeof Subject>;

/** Grades 1 to 9 of compulsory education (义务教育). */
export const Grade = z.int().min(1).max(9);

/** What a Producer carries. */
export const Source = z.enum(['camera', 'microphone', 'screen', 'screen-audio']);
export type Source = z.infer<typeof Source>;

export const MediaKind = z.enum(['audio', 'video']);
export type MediaKind = z.infer<typeof MediaKind>;

/** fine ●, slow ▲, gone ■. */
export const NetworkState = z.enum(['fine', 'slow', 'gone']);
export type NetworkState = z.infer<typeof NetworkState>;

/** 调课, 代课, 对调, 停课, 补课, another change of one lesson, a change of the whole series, and taking one back. */
export const LessonChangeKind = z.enum([
	'moved',
	'substituted',
	'swapped',
	'cancelled',
	'made-up',
	'edited',
	'series',
	'undone',
]);
export type LessonChangeKind = z.infer<typeof LessonChangeKind>;

/**
 * What a tight link still carries to a Peer, the most first: all; no pictures of other classrooms; the teacher's camera
 * small; slides with few pictures a second; no camera; slides as stills; the voice alone, which is never given up.
 */
export const QualityStep = z.enum([
	'full',
	'no-others',
	'thumbnail',
	'slow-slides',
	'no-camera',
	'stills',
	'voice',
]);
export type QualityStep = z.infer<typeof QualityStep>;

/**
 * What a tight link lets a Peer send, the most first: all; the camera small; the camera as a picture a second; the voice
 * alone, which is never given up.
 */
export const SendingStep = z.enum(['full', 'small', 'stills', 'voice']);
export type SendingStep = z.infer<typeof SendingStep>;
