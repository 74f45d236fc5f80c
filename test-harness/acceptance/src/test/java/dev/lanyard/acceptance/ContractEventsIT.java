package dev.lanyard.acceptance;

/** The rules about feeds of events. */
class ContractEventsIT extends EntraContract {

    ContractEventsIT() {
        super(Part.EVENTS);
    }
}
