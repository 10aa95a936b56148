import './pages.css';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints, hasFetched } from '@classroom/protocol';
import type { Courseware, CoursewareList } from '@classroom/protocol';
import { useAction } from '../api/index.ts';
import { Button, Empty, Failure, Icon, Loading, toast, toastError } from '../components/index.ts';
import { addressOf } from '../courseware/pageOrder.ts';
import { useCourseware } from '../courseware/useCourseware.ts';
import { useErrorWords } from '../hooks/useErrorWords.ts';
import { useAsk, useJoined } from '../scene/lessonContext.ts';
import { useUpload } from './useUpload.ts';

/** While pages are made it is looked this often how far they are, ms. */
const RENDERING_MS = 1000;
const RESTING_MS = 30_000;

/** The lesson's courseware: added, opened, removed; and which classrooms have it. */
export function PagesPanel() {
	const { lessonId } = useJoined().room;
	const list = useCourseware(lessonId);
	const rendering =
		list.state === 'ready' && list.data.items.some(({ state }) => state.state === 'rendering');
	useCourseware(lessonId, rendering ? RENDERING_MS : RESTING_MS);
	switch (list.state) {
		case 'loading':
			return <Loading lines={4} />;
		case 'failed':
			return <Failure code={list.error.code} onAgain={list.again} />;
		case 'ready':
			return <Shelf list={list.data} onChanged={list.again} />;
	}
}

function Shelf({ list, onChanged }: { list: CoursewareList; onChanged: () => void }) {
	const { t } = useTranslation('teacher');
	const { items, limits } = list;
	const about = { megabytes: limits.megabytes, pages: limits.pages };
	return (
		<div className="shelf">
			<Adding limits={limits} onDone={onChanged} />
			<p className="shelf__formats">
				{limits.pptx ? t('pages.formats', about) : t('pages.formatsWithout', about)}
			</p>
			{items.length === 0 ? (
				<Empty icon="pages" what={t('pages.empty')}>
					{t('pages.emptyDo')}
				</Empty>
			) : (
				<ul className="shelf__items">
					{items.map((item) => (
						<Item key={item.coursewareId} item={item} onChanged={onChanged} />
					))}
				</ul>
			)}
		</div>
	);
}

const ACCEPT = '.pdf,.pptx,.png,.jpg,.jpeg,.webp';

function Adding({ limits, onDone }: { limits: CoursewareList['limits']; onDone: () => void }) {
	const { t } = useTranslation('teacher');
	const { lessonId } = useJoined().room;
	const words = useErrorWords();
	const input = useRef<HTMLInputElement>(null);
	const { upload, send, forget } = useUpload(lessonId, limits, onDone);
	const choose = (): void => input.current?.click();
	return (
		<div className="shelf__adding">
			<input
				ref={input}
				type="file"
				hidden
				accept={ACCEPT}
				aria-label={t('pages.add')}
				onChange={({ currentTarget }) => {
					const file = currentTarget.files?.[0];
					// The same file may be chosen again after it was mended.
					currentTarget.value = '';
					if (file) void send(file);
				}}
			/>
			{upload.state === 'sending' ? (
				<div className="shelf__sending" role="status">
					<span>{t('pages.sending', { share: Math.floor(upload.share * 100) })}</span>
					<progress value={upload.share} max={1} aria-label={upload.name} />
					<Button size="small" kind="quiet" onClick={upload.cancel}>
						{t('pages.cancel')}
					</Button>
				</div>
			) : (
				<Button icon="upload" onClick={choose}>
					{t('pages.add')}
				</Button>
			)}
			{upload.state === 'failed' && (
				<div className="shelf__failed" role="alert">
					<strong>{t('pages.notSent', { name: upload.name })}</strong>
					<p>{words(upload.error)}</p>
					<div className="shelf__buttons">
						<Button size="small" onClick={choose}>
							{t('pages.again')}
						</Button>
						<Button size="small" kind="quiet" onClick={forget}>
							{t('pages.dismiss')}
						</Button>
					</div>
				</div>
			)}
		</div>
	);
}

function Item({ item, onChanged }: { item: Courseware; onChanged: () => void }) {
	const { t } = useTranslation('teacher');
	const { room } = useJoined();
	const ask = useAsk();
	const shown = room.courseware.shown?.coursewareId === item.coursewareId;
	const ready = item.state.state === 'ready';
	return (
		<li className="shelf__item" data-state={item.state.state}>
			<Cover item={item} />
			<div className="shelf__what">
				<strong title={item.name}>{item.name}</strong>
				<About item={item} />
			</div>
			<div className="shelf__buttons">
				{ready && (
					<Button
						size="small"
						kind={shown ? 'plain' : 'primary'}
						pressed={shown}
						aria-label={`${shown ? t('pages.opened') : t('pages.open')}: ${item.name}`}
						onClick={() => void ask('showCourseware', { coursewareId: item.coursewareId })}
					>
						{shown ? t('pages.opened') : t('pages.open')}
					</Button>
				)}
				{!shown && <Remove item={item} onChanged={onChanged} />}
			</div>
		</li>
	);
}

function Remove({ item: { coursewareId, name }, onChanged }: { item: Courseware; onChanged: () => void }) {
	const { t } = useTranslation('teacher');
	const { lessonId } = useJoined().room;
	const removing = useAction(endpoints.removeCourseware);
	const { error, reset } = removing;
	if (error !== undefined) {
		toastError(error.code);
		reset();
	}
	const remove = async (): Promise<void> => {
		const done = await removing.run({ params: { lessonId, coursewareId } });
		if (done !== undefined) toast(t('pages.removed', { name }));
		onChanged();
	};
	return (
		<Button
			size="small"
			kind="quiet"
			icon="cross"
			busy={removing.busy}
			label={t('pages.remove', { name })}
			onClick={() => void remove()}
		/>
	);
}

function Cover({ item }: { item: Courseware }) {
	const { lessonId } = useJoined().room;
	const first = item.state.state === 'ready' ? item.state.pages[0] : undefined;
	if (first === undefined) {
		return (
			<span className="shelf__cover">
				<Icon name={item.state.state === 'failed' ? 'warning' : 'pages'} />
			</span>
		);
	}
	return <img className="shelf__cover" src={addressOf(lessonId, item.coursewareId, first, 'small')} alt="" />;
}

/** How far it is, or what is wrong with it, or who has it. */
function About({ item: { coursewareId, state } }: { item: Courseware }) {
	const { t } = useTranslation('teacher');
	const { room } = useJoined();
	const words = useErrorWords();
	switch (state.state) {
		case 'rendering': {
			if (state.pages === null) return <span role="status">{t('pages.queued')}</span>;
			const { done, pages } = state;
			return (
				<>
					<span role="status">{t('pages.rendering', { done, pages })}</span>
					<progress value={done} max={pages} aria-label={t('pages.rendering', { done, pages })} />
				</>
			);
		}
		case 'failed':
			return (
				<span className="shelf__wrong" role="alert">
					{t('pages.failed')}：{words(state)}
				</span>
			);
		case 'ready': {
			const rooms = room.peers.filter(({ role, presence }) => role === 'classroom' && presence !== 'left');
			const count = rooms.filter(({ peerId }) => hasFetched(room.courseware, peerId, coursewareId)).length;
			const having =
				count === rooms.length
					? t('pages.fetchedAll')
					: t('pages.fetched', { count, expected: rooms.length });
			const pages = t('pages.pages', { pages: state.pages.length });
			return <span>{rooms.length === 0 ? pages : `${pages} · ${having}`}</span>;
		}
	}
}
