// Which conditions of OWL 2 DL, EL, QL and RL the ontology breaks, as the OWL API sees it: what Protégé and ROBOT
// load with. java -cp '/usr/share/java/*' ontology/Profiles.java ontology/gureum.ttl
import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.*;
import org.semanticweb.owlapi.profiles.*;
import org.semanticweb.owlapi.util.SimpleIRIMapper;

public class Profiles {
    public static void main(String[] files) throws Exception {
        File header = new File(files[0]);
        OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
        for (File file : header.getAbsoluteFile().getParentFile().listFiles()) {
            if (file.getName().endsWith(".ttl")) {
                String module = "https://w3id.org/gureum/ontology/" + file.getName().replace(".ttl", "");
                manager.getIRIMappers().add(new SimpleIRIMapper(IRI.create(module), IRI.create(file)));
            }
        }
        OWLOntology ontology = manager.loadOntologyFromOntologyDocument(header);
        System.out.println(manager.ontologies().count() + " ontologies, "
            + ontology.axioms(org.semanticweb.owlapi.model.parameters.Imports.INCLUDED).count() + " axioms");
        boolean dl = true;
        for (Profiles.Check check : Check.values()) {
            OWLProfileReport report = check.profile.checkOntology(ontology);
            System.out.println("OWL 2 " + check + ": " + (report.isInProfile() ? "in" : report.getViolations().size() + " violations"));
            if (check == Check.DL && !report.isInProfile()) {
                report.getViolations().stream().map(Object::toString).sorted().forEach(System.err::println);
                dl = false;
            }
        }
        System.exit(dl ? 0 : 1);
    }

    enum Check {
        DL(new OWL2DLProfile()), EL(new OWL2ELProfile()), QL(new OWL2QLProfile()), RL(new OWL2RLProfile());
        final OWLProfile profile;
        Check(OWLProfile profile) { this.profile = profile; }
    }
}
