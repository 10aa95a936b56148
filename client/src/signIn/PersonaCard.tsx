import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Persona } from '@classroom/protocol';
import { Button, classes, Icon, SelectField, StateMark } from '../components/index.ts';
import type { IconName } from '../components/index.ts';

export type PersonaRole = Persona['role'];

const icons: Readonly<Record<PersonaRole, IconName>> = {
	teacher: 'board',
	classroom: 'classroom',
	student: 'play',
	assistant: 'hand',
	inspector: 'eye',
	'school-admin': 'school',
	'county-admin': 'settings',
};

type PersonaCardProps = Readonly<{
	role: PersonaRole;
	/** At least one, who is in the lesson that is on now first. */
	personas: readonly [Persona, ...Persona[]];
	small?: boolean;
	busy: boolean;
	onEnter: (personaId: string) => void;
}>;

/** One role of the demonstration, and somebody to be it. */
export function PersonaCard({ role, personas, small = false, busy, onEnter }: PersonaCardProps) {
	const { t } = useTranslation(['signIn', 'words']);
	const [chosenId, setChosenId] = useState(personas[0].personaId);
	const [choosing, setChoosing] = useState(false);
	const persona = personas.find((each) => each.personaId === chosenId) ?? personas[0];
	// The current lesson concerns administrators too, but they are not in it.
	const inLessons = !small || role === 'assistant';
	const another = role === 'classroom' ? t('demo.anotherClassroom') : t('demo.another');
	return (
		<section className={classes('persona', small && 'persona--small')}>
			<header className="persona__role">
				<span className="persona__icon">
					<Icon name={icons[role]} size={small ? 20 : 26} />
				</span>
				<h2>{t(`words:role.${role}`)}</h2>
			</header>
			<div className="persona__who">
				<p className="persona__about">{t(`demo.about.${role}`)}</p>
				{choosing ? (
					<SelectField label={another} value={chosenId} onChange={(event) => setChosenId(event.target.value)}>
						{personas.map((each) => (
							<option key={each.personaId} value={each.personaId}>
								{[each.name, each.school, inLessons && each.inCurrentLesson && t('demo.inLesson')]
									.filter(Boolean)
									.join(' · ')}
							</option>
						))}
					</SelectField>
				) : (
					<>
						<p className="persona__name">
							{persona.name}{' '}
							{inLessons && persona.inCurrentLesson && <StateMark state="fine" word={t('demo.inLesson')} />}
						</p>
						{persona.school && <p className="persona__school">{persona.school}</p>}
					</>
				)}
			</div>
			<div className="persona__buttons">
				{personas.length > 1 && !choosing && (
					<Button kind="quiet" size="small" icon="swap" onClick={() => setChoosing(true)}>
						{another}
					</Button>
				)}
				<Button
					kind={small ? 'plain' : 'primary'}
					busy={busy}
					label={t('demo.enterAs', { name: persona.name })}
					onClick={() => onEnter(persona.personaId)}
				>
					{t('demo.enter')}
				</Button>
			</div>
		</section>
	);
}
