"""Where does every learned thing lie? Assets, annotations, features, match sets, jobs, results and their evidence."""
