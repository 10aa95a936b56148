// What is read again after a change: names and counts of one list stand in the others too. Only lists that are shown
// are asked for at once.
import { endpoints } from '@classroom/protocol';

export const adminLists = [
	endpoints.listLessons,
	endpoints.checkLesson,
	endpoints.openingRate,
	endpoints.myDay,
	endpoints.listCommunities,
	endpoints.listSchools,
	endpoints.listClassrooms,
	endpoints.listClassGroups,
	endpoints.listPeople,
	endpoints.listTerms,
	endpoints.readCalendar,
	endpoints.listBells,
	endpoints.readBells,
	endpoints.compareBells,
	endpoints.readLesson,
	endpoints.readTimetable,
	endpoints.freePlaces,
	endpoints.termOverview,
	endpoints.listSeries,
	endpoints.readSeries,
	endpoints.checkSeries,
	endpoints.listChanges,
	endpoints.audit,
	endpoints.listOpenings,
	endpoints.readOpening,
	endpoints.openingNews,
] as const;
