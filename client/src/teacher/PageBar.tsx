import './pages.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { InkColour, strokesOn } from '@classroom/protocol';
import type { CoursewarePage, ShownPage } from '@classroom/protocol';
import { Button } from '../components/index.ts';
import { addressOf, readyOf } from '../courseware/pageOrder.ts';
import { useCourseware } from '../courseware/useCourseware.ts';
import { useJoined } from '../scene/lessonContext.ts';
import type { PageWork } from './usePageWork.ts';

const ZOOM_STEP = 1.4;

/** What can be done with the page that is shown, in one row below it. */
export function PageBar({ work }: { work: PageWork }) {
	const { shown } = useJoined().room.courseware;
	return shown === null ? null : <Bar work={work} shown={shown} />;
}

function Bar({ work, shown }: { work: PageWork; shown: ShownPage }) {
	const { t } = useTranslation('teacher');
	const [strip, setStrip] = useState(false);
	const { page, pages } = shown;
	return (
		<div className="page-bar" role="toolbar" aria-label={t('pages.bar')}>
			{strip && <Strip work={work} shown={shown} />}
			<div className="page-bar__group">
				<Button
					icon="back"
					label={t('pages.back')}
					aria-disabled={page === 1}
					onClick={() => work.turn(-1)}
				/>
				<Button kind="quiet" pressed={strip} title={t('pages.strip')} onClick={() => setStrip(!strip)}>
					<span className="visually-hidden">{t('pages.number', { page, pages })}</span>
					<span aria-hidden="true">
						{page} / {pages}
					</span>
				</Button>
				<Button
					icon="forward"
					label={t('pages.forward')}
					aria-disabled={page === pages}
					onClick={() => work.turn(1)}
				/>
			</div>
			<div className="page-bar__group">
				<Button
					kind="quiet"
					icon="minus"
					label={t('pages.zoomOut')}
					onClick={() => work.zoom(1 / ZOOM_STEP)}
				/>
				<Button kind="quiet" icon="plus" label={t('pages.zoomIn')} onClick={() => work.zoom(ZOOM_STEP)} />
				{shown.zoom !== null && (
					<Button kind="quiet" size="small" onClick={() => work.zoom(null)}>
						{t('pages.zoomReset')}
					</Button>
				)}
			</div>
			<InkTools work={work} shown={shown} />
			<Button kind="quiet" icon="cross" className="page-bar__hide" onClick={work.hide}>
				{t('pages.hide')}
			</Button>
		</div>
	);
}

function InkTools({ work, shown }: { work: PageWork; shown: ShownPage }) {
	const { t } = useTranslation('teacher');
	const { courseware } = useJoined().room;
	const drawn = strokesOn(courseware, shown).length > 0;
	return (
		<div className="page-bar__group">
			<Button
				kind="quiet"
				icon="pointer"
				label={t('pages.pointer')}
				pressed={work.tool === 'pointer'}
				onClick={() => work.choose('pointer')}
			/>
			<Button
				kind="quiet"
				icon="pen"
				label={t('pages.pen')}
				pressed={work.tool === 'pen'}
				onClick={() => work.choose('pen')}
			/>
			{work.tool === 'pen' &&
				InkColour.options.map((colour) => (
					<Button
						key={colour}
						kind="quiet"
						label={t(`pages.colour.${colour}`)}
						title={t(`pages.colour.${colour}`)}
						pressed={work.colour === colour}
						onClick={() => work.setColour(colour)}
					>
						<span className={`page-bar__colour page-bar__colour--${colour}`} />
					</Button>
				))}
			{drawn && (
				<>
					<Button kind="quiet" icon="undo" label={t('pages.undo')} onClick={work.undo} />
					<Button kind="quiet" size="small" onClick={work.clear}>
						{t('pages.clear')}
					</Button>
				</>
			)}
		</div>
	);
}

function Strip({ work, shown }: { work: PageWork; shown: ShownPage }) {
	const { t } = useTranslation('teacher');
	const { lessonId } = useJoined().room;
	const list = useCourseware(lessonId);
	const items = list.state === 'ready' ? readyOf(list.data.items) : [];
	const pages = items.find(({ coursewareId }) => coursewareId === shown.coursewareId)?.pages ?? [];
	const address = (page: CoursewarePage): string => addressOf(lessonId, shown.coursewareId, page, 'small');
	return (
		<ol className="page-strip">
			{pages.map((page, index) => (
				<li key={page.small + String(index)}>
					<button
						type="button"
						className="page-strip__page"
						aria-current={shown.page === index + 1 ? 'page' : undefined}
						aria-label={t('pages.goTo', { page: index + 1 })}
						onClick={() => work.turnTo(index + 1)}
					>
						<img src={address(page)} alt="" loading="lazy" width={page.width} height={page.height} />
						<span>{index + 1}</span>
					</button>
				</li>
			))}
		</ol>
	);
}
