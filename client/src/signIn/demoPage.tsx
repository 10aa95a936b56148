// The first page of a demonstration: each role at a click.
import './demo.css';
import './Entry.css';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { endpoints } from '@classroom/protocol';
import type { Persona } from '@classroom/protocol';
import { useAction, useApi, useEnterSession } from '../api/index.ts';
import { Preferences } from '../app/Preferences.tsx';
import { Button, Empty, Failure, FailureLine, Icon, Loading } from '../components/index.ts';
import { PersonaCard } from './PersonaCard.tsx';
import type { PersonaRole } from './PersonaCard.tsx';

const mainRoles = ['teacher', 'classroom', 'student'] as const satisfies readonly PersonaRole[];
const otherRoles = [
	'assistant',
	'inspector',
	'school-admin',
	'county-admin',
] as const satisfies readonly PersonaRole[];

/** Those of a role, who has a lesson now first; undefined: nobody. */
function ofRole(personas: readonly Persona[], role: PersonaRole): [Persona, ...Persona[]] | undefined {
	const found = personas.filter((persona) => persona.role === role);
	const [first, ...rest] = [
		...found.filter((persona) => persona.inCurrentLesson),
		...found.filter((persona) => !persona.inCurrentLesson),
	];
	return first && [first, ...rest];
}

function Personas({ personas, again }: { personas: readonly Persona[]; again: () => void }) {
	const { t } = useTranslation(['signIn', 'common']);
	const enter = useEnterSession();
	const signIn = useAction(endpoints.demoSignIn);

	const enterAs = async (personaId: string): Promise<void> => {
		const session = await signIn.run({ body: { personaId } });
		if (session) enter(session);
	};

	if (personas.length === 0) {
		return (
			<Empty
				icon="people"
				what={t('demo.none')}
				button={
					<Button kind="primary" icon="again" onClick={again}>
						{t('common:again')}
					</Button>
				}
			>
				{t('demo.noneMore')}
			</Empty>
		);
	}

	const cards = (roles: readonly PersonaRole[], small: boolean) =>
		roles.map((role) => {
			const found = ofRole(personas, role);
			return (
				found && (
					<PersonaCard
						key={role}
						role={role}
						personas={found}
						small={small}
						busy={signIn.busy}
						onEnter={(personaId) => void enterAs(personaId)}
					/>
				)
			);
		});

	return (
		<>
			{signIn.error && <FailureLine code={signIn.error.code} incident={signIn.error.incident} />}
			<div className="demo__main">{cards(mainRoles, false)}</div>
			<div className="demo__others">{cards(otherRoles, true)}</div>
		</>
	);
}

export default function DemoPage() {
	const { t } = useTranslation(['signIn', 'common']);
	const demo = useApi(endpoints.demoPersonas, {}, { everyMs: 60_000 });
	return (
		<div className="entry">
			<main className="demo">
				<header className="demo__head">
					<p className="demo__brand">
						<img src="/icon.svg" alt="" />
						{t('common:product')}
					</p>
					<h1 className="demo__title">{t('demo.title')}</h1>
					<p className="demo__intro">{t('demo.intro')}</p>
				</header>
				{demo.state === 'loading' && <Loading lines={9} />}
				{demo.state === 'failed' && (
					<Failure code={demo.error.code} incident={demo.error.incident} onAgain={demo.again} />
				)}
				{demo.state === 'ready' && <Personas personas={demo.data.personas} again={demo.again} />}
				<p className="demo__one">
					<Icon name="swap" />
					{t('demo.one')}
				</p>
			</main>
			<footer className="entry__foot">
				<Preferences />
				<div className="entry__links">
					<Link to="/sign-in">{t('demo.ownAccount')}</Link>
					<Link to="/device">{t('classroomDevice')}</Link>
				</div>
			</footer>
		</div>
	);
}
